package io.itinera.ingest.writekey;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.itinera.ingest.quota.Quota;
import io.itinera.problems.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Makes and revokes write keys. */
@Path("/v1/write-keys")
@RolesAllowed("operator")
@Tag(name = "write keys")
class WriteKeyResource {

    private final WriteKeyStore store;
    private final WriteKeySecrets secrets;
    private final WriteKeys keys;
    private final SecurityIdentity caller;
    private final InstantSource time;

    WriteKeyResource(
            WriteKeyStore store, WriteKeySecrets secrets, WriteKeys keys, SecurityIdentity caller, InstantSource time) {
        this.store = store;
        this.secrets = secrets;
        this.keys = keys;
        this.caller = caller;
        this.time = time;
    }

    @POST
    @Operation(summary = "Make a write key for a source; the key is shown this once")
    public Response make(@NotNull @Valid NewKey wanted) {
        String secret = secrets.make();
        WriteKeyRow row = new WriteKeyRow();
        row.id = UUID.randomUUID();
        row.source = wanted.source();
        row.hash = WriteKeySecrets.hash(secret);
        row.hint = WriteKeySecrets.hint(secret);
        row.createdAt = time.instant().truncatedTo(ChronoUnit.MILLIS);
        row.createdBy = caller.getPrincipal().getName();
        row.bound(wanted.quota() == null ? Quota.NONE : wanted.quota());
        store.add(row);
        keys.lookAfresh().toCompletableFuture().join();
        return Response.created(URI.create("/v1/write-keys/" + row.id))
                .entity(new MadeKey(row.id, row.source, secret, row.createdAt))
                .build();
    }

    @GET
    @Operation(summary = "All write keys, newest first, without their secrets")
    public Keys list() {
        return new Keys(store.newestFirst().stream().map(KeyView::of).toList());
    }

    @PUT
    @Path("/{id}/quota")
    @Operation(summary = "Set how many events a write key may send; what is absent is not bounded")
    public Quota bound(UUID id, @NotNull @Valid Quota quota) {
        if (!store.bound(id, quota)) {
            throw ProblemException.notFound("the write key");
        }
        keys.lookAfresh().toCompletableFuture().join();
        return quota;
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Revoke a write key; every replica refuses it within seconds")
    public void revoke(UUID id) {
        if (!store.revoke(id, time.instant())) {
            throw ProblemException.notFound("the write key");
        }
        keys.lookAfresh().toCompletableFuture().join();
    }

    /**
     * Asks for a write key.
     *
     * @param source name of what will send with it; goes with every event
     * @param quota how many events it may send; null for no bound
     */
    record NewKey(
            @NotNull
            @Pattern(
                    regexp = "[A-Za-z0-9][A-Za-z0-9 ._:-]{0,99}",
                    message = "has 1 to 100 of A-Z a-z 0-9 . _ : - and spaces, and starts with a letter or digit")
            String source,

            @Valid Quota quota) {}

    /**
     * A new write key.
     *
     * @param writeKey the secret, which is not kept
     */
    @RegisterForReflection
    record MadeKey(UUID id, String source, String writeKey, Instant createdAt) {}

    /**
     * The list.
     *
     * @param items newest first
     */
    record Keys(List<KeyView> items) {}

    /**
     * A write key as shown.
     *
     * @param hint the secret's first characters
     * @param revokedAt since when it is refused, absent while it is valid
     * @param quota how many events it may send, absent when that is not bounded
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KeyView(
            UUID id, String source, String hint, Instant createdAt, String createdBy, Instant revokedAt, Quota quota) {

        static KeyView of(WriteKeyRow row) {
            return new KeyView(
                    row.id,
                    row.source,
                    row.hint,
                    row.createdAt,
                    row.createdBy,
                    row.revokedAt,
                    row.quota().bounds() ? row.quota() : null);
        }
    }
}
