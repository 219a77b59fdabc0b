package io.itinera.journey.tasks;

import io.itinera.contracts.TaskChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Some people of whom one gets a task, each in turn. Tasks of one turn are given alike, the earliest first.
 *
 * @param list whose turn it is, is counted by
 * @param people in order
 * @param capacity most open tasks that one of them may have, or null for no limit
 */
record Turn(String list, List<String> people, Integer capacity) {

    /**
     * What is known of a person.
     *
     * @param capacity most open tasks, which counts instead of the turn's; null where an operator has said nothing
     * @param awayUntil until when no task is given to them, or null
     * @param open tasks that they have
     */
    record Load(Integer capacity, Instant awayUntil, long open) {

        /** Of somebody of whom nothing was said, and who has nothing to do. */
        static final Load NONE = new Load(null, null, 0);

        private boolean takes(Integer usual, Instant now) {
            Integer most = capacity == null ? usual : capacity;
            return (awayUntil == null || !awayUntil.isAfter(now)) && (most == null || open < most);
        }

        Load withOneMore() {
            return new Load(capacity, awayUntil, open + 1);
        }
    }

    /** The turn that a task is given in, or null where nobody or one person is named. */
    static Turn of(TaskChange opened) {
        boolean one = opened.turn() == null && opened.assignees().size() < 2;
        if (one || opened.assignees().isEmpty()) {
            return null;
        }
        String step = opened.journey().journey() + "/" + opened.journey().step();
        TaskChange.Turn turn = opened.turn() == null ? new TaskChange.Turn(null, null) : opened.turn();
        return new Turn(
                turn.rule() == null ? step : step + "/" + turn.rule(),
                List.copyOf(opened.assignees()),
                turn.capacity());
    }

    /**
     * Whose turn it is.
     *
     * @param last place of whom the task before went to, -1 where there was none
     * @return the place in the list; empty while all are away or have too much to do
     */
    OptionalInt next(int last, Map<String, Load> loads, Instant now) {
        for (int i = 1; i <= people.size(); i++) {
            int place = (last + i) % people.size();
            if (loads.getOrDefault(people.get(place), Load.NONE).takes(capacity, now)) {
                return OptionalInt.of(place);
            }
        }
        return OptionalInt.empty();
    }
}
