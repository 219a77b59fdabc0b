package io.itinera.channel.policy;

import io.itinera.channel.IfMatch;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;

/**
 * How one kind of policies is read and changed by API; its resource adds the paths, the rules of its contents and the words.
 *
 * @param <V> a policy as the API shows it
 */
final class PolicyApi<V> {

    private final PolicyBook book;
    private final PolicyKind kind;
    private final View<V> view;

    PolicyApi(PolicyBook book, PolicyKind kind, View<V> view) {
        this.book = book;
        this.kind = kind;
        this.view = view;
    }

    /** Shows a policy that so many messages wait for. */
    interface View<V> {
        V of(PolicyRow row, long waiting);
    }

    /** A page of policies; the cursor of the next one, or null. */
    record Page<V>(List<V> policies, String cursor) {}

    /** The policies in the order of their keys, after {@code cursor}. */
    Page<V> list(String cursor) {
        Map<String, Long> waiting = book.waiting();
        List<PolicyRow> rows = book.page(kind, cursor);
        return new Page<>(
                rows.stream()
                        .map(row -> view.of(row, PolicyBook.waiting(row, waiting)))
                        .toList(),
                rows.size() < PolicyBook.PAGE ? null : rows.getLast().key());
    }

    Response get(String key) {
        return answer(Response.ok(), book.get(kind, key));
    }

    /** Saves contents that were found to be good, for a channel or for all at null. */
    Response put(String key, String ifMatch, String channel, Object content) {
        PolicyStore.Saved saved = book.save(kind, key, channel, content, expected(ifMatch));
        return answer(saved.created() ? Response.status(Response.Status.CREATED) : Response.ok(), saved.row());
    }

    Response delete(String key, String ifMatch) {
        book.remove(kind, key, expected(ifMatch));
        return Response.noContent().build();
    }

    private static IfMatch expected(String header) {
        return new IfMatch(header, "policy");
    }

    private Response answer(Response.ResponseBuilder answer, PolicyRow row) {
        return answer.entity(view.of(row, PolicyBook.waiting(row, book.waiting())))
                .header(HttpHeaders.ETAG, IfMatch.etag(row.version()))
                .build();
    }
}
