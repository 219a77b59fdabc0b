package io.itinera.consent.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ChainTest {

    private record Row(LedgerEntry entry, String salt, About about) {}

    @Property(tries = 200)
    void anUntouchedChainIsIntact(@ForAll("chains") List<Row> chain) {
        assertThat(check(chain, head(chain)).broken()).isEmpty();
    }

    @Property(tries = 500)
    void aChangeOfAnyFieldOfAnyRowIsFoundAtThatRow(
            @ForAll("chains") List<Row> chain,
            @ForAll @IntRange(max = 1000) int pick,
            @ForAll("changes") Change change) {
        int at = pick % chain.size();
        List<Row> tampered = new ArrayList<>(chain);
        tampered.set(at, change.apply(chain.get(at)));

        assertThat(check(tampered, head(chain)).broken())
                .get()
                .extracting(ChainCheck.Broken::seq)
                .isEqualTo((long) at + 1);
    }

    @Property(tries = 200)
    void aRowThatWasTakenOutIsMissed(@ForAll("chains") List<Row> chain, @ForAll @IntRange(max = 1000) int pick) {
        List<Row> tampered = new ArrayList<>(chain);
        int at = pick % chain.size();
        tampered.remove(at);

        assertThat(check(tampered, head(chain)).broken())
                .get()
                .extracting(ChainCheck.Broken::seq)
                .isEqualTo((long) at + 1);
    }

    @Property(tries = 100)
    void rowsThatChangedPlacesAreFound(@ForAll("chains") List<Row> chain) {
        if (chain.size() > 1) {
            List<Row> tampered = new ArrayList<>(chain);
            tampered.addFirst(tampered.removeLast());
            assertThat(check(tampered, head(chain)).broken()).isPresent();
        }
    }

    @Property(tries = 100)
    void aForgerWhoSealsTheRestAnewIsFoundByTheEndOfTheChain(@ForAll("chains") List<Row> chain) {
        List<Row> forged = new ArrayList<>();
        String previous = Seal.GENESIS;
        for (Row row : chain) {
            LedgerEntry e = row.entry();
            LedgerEntry other = entry(e.seq(), e.channel() + "x", e.decidedAt(), row.salt(), row.about(), previous);
            forged.add(new Row(other, row.salt(), row.about()));
            previous = other.hash();
        }
        assertThat(check(forged, head(chain)).broken()).isPresent();
    }

    @Property(tries = 100)
    void erasingAPersonalPartKeepsTheChain(@ForAll("chains") List<Row> chain, @ForAll @IntRange(max = 1000) int pick) {
        List<Row> erased = new ArrayList<>(chain);
        int at = pick % chain.size();
        erased.set(at, new Row(chain.get(at).entry(), null, null));

        ChainCheck check = check(erased, head(chain));

        assertThat(check.broken()).isEmpty();
        assertThat(check.erased()).isEqualTo(1);
    }

    private static ChainCheck check(List<Row> chain, LedgerHead head) {
        ChainCheck check = new ChainCheck();
        chain.forEach(row -> check.next(row.entry(), row.salt(), row.about()));
        check.end(head);
        return check;
    }

    private static LedgerHead head(List<Row> chain) {
        LedgerEntry last = chain.getLast().entry();
        return new LedgerHead(last.seq(), last.hash(), last.recordedAt());
    }

    private static LedgerEntry entry(
            long seq, String channel, Instant decidedAt, String salt, About about, String previous) {
        LedgerEntry row = new LedgerEntry(
                seq,
                "consent",
                "granted",
                channel,
                "marketing",
                "api",
                seq % 2 == 0 ? null : "v1",
                decidedAt,
                decidedAt.plus(1, ChronoUnit.SECONDS),
                Seal.digest(salt, about),
                previous,
                "");
        return row.withHash(Seal.hash(row));
    }

    @Provide
    Arbitrary<List<Row>> chains() {
        Arbitrary<About> abouts = Combinators.combine(
                        Arbitraries.create(UUID::randomUUID),
                        Arbitraries.strings().ofMaxLength(10).injectNull(0.3),
                        Arbitraries.strings().ofMaxLength(10).injectNull(0.3))
                .as((id, text, evidence) -> new About(id, text, null, evidence, text, "caller"));
        return abouts.list().ofMinSize(1).ofMaxSize(8).map(all -> {
            List<Row> rows = new ArrayList<>();
            String previous = Seal.GENESIS;
            for (About about : all) {
                long seq = rows.size() + 1L;
                LedgerEntry entry = entry(
                        seq,
                        "email",
                        Instant.parse("2026-11-21T10:00:00.123456Z").plusSeconds(seq),
                        "5a17",
                        about,
                        previous);
                rows.add(new Row(entry, "5a17", about));
                previous = entry.hash();
            }
            return rows;
        });
    }

    private record Change(String field, UnaryOperator<Row> how) {

        Row apply(Row row) {
            return how.apply(row);
        }
    }

    @Provide
    Arbitrary<Change> changes() {
        return Arbitraries.of(
                change("kind", e -> with(e, "suppression", e.decision(), e.channel(), e.decidedAt(), e.recordedAt())),
                change("decision", e -> with(e, e.kind(), "denied", e.channel(), e.decidedAt(), e.recordedAt())),
                change("channel", e -> with(e, e.kind(), e.decision(), "sms", e.decidedAt(), e.recordedAt())),
                change(
                        "decidedAt",
                        e -> with(
                                e,
                                e.kind(),
                                e.decision(),
                                e.channel(),
                                e.decidedAt().plusNanos(1000),
                                e.recordedAt())),
                change(
                        "recordedAt",
                        e -> with(
                                e,
                                e.kind(),
                                e.decision(),
                                e.channel(),
                                e.decidedAt(),
                                e.recordedAt().plusNanos(1000))),
                change("purpose", e -> texts(e, "other", e.source(), e.textVersion())),
                change("source", e -> texts(e, e.purpose(), "other", e.textVersion())),
                change("textVersion", e -> texts(e, e.purpose(), e.source(), "v2")),
                change(
                        "textVersion removed",
                        e -> texts(e, e.purpose(), e.source(), e.textVersion() == null ? "" : null)),
                change("digest", e -> hashes(e, "0".repeat(64), e.previousHash(), e.hash())),
                change("previousHash", e -> hashes(e, e.personalDigest(), "1".repeat(64), e.hash())),
                change("hash", e -> hashes(e, e.personalDigest(), e.previousHash(), "1".repeat(64))),
                new Change("salt", row -> new Row(row.entry(), row.salt() + "0", row.about())),
                new Change("profile", row -> {
                    About a = row.about();
                    About other = new About(
                            UUID.randomUUID(), a.subject(), a.address(), a.evidence(), a.messageId(), a.recordedBy());
                    return new Row(row.entry(), row.salt(), other);
                }),
                new Change("evidence", row -> {
                    About a = row.about();
                    About other = new About(
                            a.profileId(), a.subject(), a.address(), a.evidence() + "!", a.messageId(), a.recordedBy());
                    return new Row(row.entry(), row.salt(), other);
                }));
    }

    private static Change change(String field, UnaryOperator<LedgerEntry> how) {
        return new Change(field, row -> new Row(how.apply(row.entry()), row.salt(), row.about()));
    }

    private static LedgerEntry with(
            LedgerEntry e, String kind, String decision, String channel, Instant decidedAt, Instant recordedAt) {
        return new LedgerEntry(
                e.seq(),
                kind,
                decision,
                channel,
                e.purpose(),
                e.source(),
                e.textVersion(),
                decidedAt,
                recordedAt,
                e.personalDigest(),
                e.previousHash(),
                e.hash());
    }

    private static LedgerEntry texts(LedgerEntry e, String purpose, String source, String textVersion) {
        return new LedgerEntry(
                e.seq(),
                e.kind(),
                e.decision(),
                e.channel(),
                purpose,
                source,
                textVersion,
                e.decidedAt(),
                e.recordedAt(),
                e.personalDigest(),
                e.previousHash(),
                e.hash());
    }

    private static LedgerEntry hashes(LedgerEntry e, String digest, String previous, String hash) {
        return new LedgerEntry(
                e.seq(),
                e.kind(),
                e.decision(),
                e.channel(),
                e.purpose(),
                e.source(),
                e.textVersion(),
                e.decidedAt(),
                e.recordedAt(),
                digest,
                previous,
                hash);
    }
}
