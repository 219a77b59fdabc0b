package io.itinera.consent.ledger;

import io.itinera.consent.ledger.LedgerDraft.Decision;
import io.itinera.consent.ledger.LedgerDraft.Kind;
import io.itinera.database.Column;
import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The append-only ledger. A writer first locks the end of the chain, which puts all writers of all replicas in one order; a
 * batch of decisions is one lock, one commit and a handful of round trips.
 */
@ApplicationScoped
public class Ledger {

    private static final int SALT_BYTES = 16;
    private static final String COLUMNS = """
            l.seq, l.kind, l.decision, l.channel, l.purpose, l.source, l.text_version, l.decided_at, l.recorded_at,
            l.personal_digest, l.previous_hash, l.hash, p.seq is not null as has_personal, p.salt, p.profile_id,
            p.subject, p.address, p.evidence, p.message_id, p.recorded_by
            """;

    private final Database database;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Ledger(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A row with its personal part.
     *
     * @param entry the row
     * @param salt salt of the personal part, null when it was erased
     * @param about the personal part, null when it was erased
     */
    public record Line(LedgerEntry entry, String salt, About about) {}

    /** Locks the end of the chain until the transaction ends. Everything that must be in ledger order is read after this. */
    @Transactional(Transactional.TxType.MANDATORY)
    public LedgerHead lock() {
        return database.list("select seq, hash, recorded_at from ledger_head for update", Ledger::head)
                .getFirst();
    }

    /**
     * Writes rows after {@code head}, which the same transaction has locked.
     *
     * @return the rows in the order of the drafts
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<LedgerEntry> append(LedgerHead head, List<LedgerDraft> drafts) {
        if (drafts.isEmpty()) {
            return List.of();
        }
        Instant now = now(head);
        List<Line> lines = new ArrayList<>(drafts.size());
        LedgerHead end = head;
        for (LedgerDraft draft : drafts) {
            Line line = seal(end, draft, now);
            lines.add(line);
            end = new LedgerHead(line.entry().seq(), line.entry().hash(), now);
        }
        insert(lines);
        insertPersonal(lines);
        database.update(
                "update ledger_head set seq = ?, hash = ?, recorded_at = ?", end.seq(), end.hash(), end.recordedAt());
        return lines.stream().map(Line::entry).toList();
    }

    /** The time at which a row after {@code head} is recorded: never before it, also when the clocks of replicas differ. */
    public Instant now(LedgerHead head) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return now.isBefore(head.recordedAt()) ? head.recordedAt() : now;
    }

    /** Rows after {@code cursor}, in order. */
    public List<Line> page(long cursor, int limit) {
        return database.list(
                "select " + COLUMNS
                        + " from ledger l left join ledger_personal p using (seq) where l.seq > ? order by l.seq limit ?",
                Ledger::line,
                cursor,
                limit);
    }

    /** One row. */
    public Optional<Line> find(long seq) {
        return database.first(
                "select " + COLUMNS + " from ledger l left join ledger_personal p using (seq) where l.seq = ?",
                Ledger::line,
                seq);
    }

    /** All consent decisions of these profiles, in ledger order. */
    public List<Line> decisionsOf(Collection<UUID> profiles) {
        return database.list("select " + COLUMNS + """
                         from ledger_personal p join ledger l using (seq)
                        where p.profile_id = any(?) and l.kind = 'consent' order by l.seq
                        """, Ledger::line, uuids(profiles));
    }

    /** The newest consent decisions of these profiles before {@code cursor}, newest first. */
    public List<Line> history(Collection<UUID> profiles, long cursor, int limit) {
        return database.list("select " + COLUMNS + """
                         from ledger_personal p join ledger l using (seq)
                        where p.profile_id = any(?) and l.kind = 'consent' and l.seq < ? order by l.seq desc limit ?
                        """, Ledger::line, uuids(profiles), cursor, limit);
    }

    /** The end of the chain as it is now. */
    public LedgerHead head() {
        return database.list("select seq, hash, recorded_at from ledger_head", Ledger::head)
                .getFirst();
    }

    /** Walks the whole ledger up to {@code head}, in one snapshot. */
    @Transactional
    public ChainCheck verify(LedgerHead head) {
        ChainCheck check = new ChainCheck();
        database.each(
                "select " + COLUMNS
                        + " from ledger l left join ledger_personal p using (seq) where l.seq <= ? order by l.seq",
                Ledger::line,
                line -> check.next(line.entry(), line.salt(), line.about()),
                head.seq());
        check.end(head);
        return check;
    }

    private Line seal(LedgerHead head, LedgerDraft draft, Instant now) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        String hex = HexFormat.of().formatHex(salt);
        Instant decided = draft.decidedAt() == null ? now : draft.decidedAt().truncatedTo(ChronoUnit.MICROS);
        LedgerEntry row = new LedgerEntry(
                head.seq() + 1,
                draft.kind().wire(),
                draft.decision().wire(),
                draft.channel(),
                draft.purpose(),
                draft.source(),
                draft.textVersion(),
                decided.isAfter(now) ? now : decided,
                now,
                Seal.digest(hex, draft.about()),
                head.hash(),
                "");
        return new Line(row.withHash(Seal.hash(row)), hex, draft.about());
    }

    private void insert(List<Line> lines) {
        database.update(
                """
                insert into ledger (seq, kind, decision, channel, purpose, source, text_version, decided_at, recorded_at,
                                    personal_digest, previous_hash, hash)
                select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                Column.of("int8", lines, line -> line.entry().seq()),
                Column.texts(lines, line -> line.entry().kind()),
                Column.texts(lines, line -> line.entry().decision()),
                Column.texts(lines, line -> line.entry().channel()),
                Column.texts(lines, line -> line.entry().purpose()),
                Column.texts(lines, line -> line.entry().source()),
                Column.texts(lines, line -> line.entry().textVersion()),
                Column.of("timestamptz", lines, line -> line.entry().decidedAt()),
                Column.of("timestamptz", lines, line -> line.entry().recordedAt()),
                Column.texts(lines, line -> line.entry().personalDigest()),
                Column.texts(lines, line -> line.entry().previousHash()),
                Column.texts(lines, line -> line.entry().hash()));
    }

    private void insertPersonal(List<Line> lines) {
        database.update(
                """
                insert into ledger_personal (seq, salt, profile_id, subject, address, evidence, message_id, recorded_by)
                select * from unnest(?, ?, ?, ?, ?, ?, ?, ?)
                """,
                Column.of("int8", lines, line -> line.entry().seq()),
                Column.texts(lines, Line::salt),
                Column.of("uuid", lines, line -> line.about().profileId()),
                Column.texts(lines, line -> line.about().subject()),
                Column.texts(lines, line -> line.about().address()),
                Column.texts(lines, line -> line.about().evidence()),
                Column.texts(lines, line -> line.about().messageId()),
                Column.texts(lines, line -> line.about().recordedBy()));
    }

    private static Column uuids(Collection<UUID> ids) {
        return Column.of("uuid", ids, Function.identity());
    }

    private static LedgerHead head(ResultSet row) throws SQLException {
        return new LedgerHead(row.getLong("seq"), row.getString("hash"), Database.time(row, "recorded_at"));
    }

    private static Line line(ResultSet row) throws SQLException {
        LedgerEntry entry = new LedgerEntry(
                row.getLong("seq"),
                row.getString("kind"),
                row.getString("decision"),
                row.getString("channel"),
                row.getString("purpose"),
                row.getString("source"),
                row.getString("text_version"),
                Database.time(row, "decided_at"),
                Database.time(row, "recorded_at"),
                row.getString("personal_digest"),
                row.getString("previous_hash"),
                row.getString("hash"));
        if (!row.getBoolean("has_personal")) {
            return new Line(entry, null, null);
        }
        About about = new About(
                Database.uuid(row, "profile_id"),
                row.getString("subject"),
                row.getString("address"),
                row.getString("evidence"),
                row.getString("message_id"),
                row.getString("recorded_by"));
        return new Line(entry, row.getString("salt"), about);
    }

    /** True when the row grants. */
    public static boolean grants(LedgerEntry row) {
        return row.kind().equals(Kind.CONSENT.wire()) && row.decision().equals(Decision.GRANTED.wire());
    }
}
