package io.itinera.journey.tasks;

import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What operators have said of people who get tasks, and what those have to do. */
@ApplicationScoped
class PersonStore {

    private static final String PEOPLE = """
            select p.name, s.capacity, s.away_until, s.changed_by, s.changed_at,
                   (select count(*) from task t where t.assignee = p.name and t.state in ('open', 'claimed')) as open
            from (select name from task_person
                  union
                  select distinct assignee from task where state in ('open', 'claimed') and assignee is not null) as p (name)
            left join task_person s on s.name = p.name
            """;

    private final Database database;

    PersonStore(Database database) {
        this.database = database;
    }

    /** By name: those of whom something was said, and those who have a task that is not closed. */
    @Transactional
    List<Person> list(String after, int limit) {
        return database.list(PEOPLE + "where p.name > ? order by p.name limit ?", PersonStore::person, after, limit);
    }

    /** One of them. */
    @Transactional
    Optional<Person> find(String name) {
        return database.first(PEOPLE + "where p.name = ?", PersonStore::person, name);
    }

    /** Says something of a person, instead of what was said before. */
    @Transactional
    void put(String name, Integer capacity, Instant awayUntil, String by, Instant at) {
        database.update(
                "insert into task_person (name, capacity, away_until, changed_by, changed_at) values (?, ?, ?, ?, ?)"
                        + " on conflict (name) do update set capacity = excluded.capacity, away_until = excluded.away_until,"
                        + " changed_by = excluded.changed_by, changed_at = excluded.changed_at",
                name,
                capacity,
                awayUntil,
                by,
                at);
    }

    /** Forgets what was said of a person. */
    @Transactional
    boolean remove(String name) {
        return database.update("delete from task_person where name = ?", name) == 1;
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getString("name"),
                row.getObject("capacity", Integer.class),
                Database.time(row, "away_until"),
                row.getLong("open"),
                row.getString("changed_by"),
                Database.time(row, "changed_at"));
    }
}
