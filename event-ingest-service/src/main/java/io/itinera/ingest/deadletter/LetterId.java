package io.itinera.ingest.deadletter;

import io.itinera.problems.ProblemException;

/**
 * Which letter of a dead-letter topic; {@code partition-offset} as text.
 *
 * @param partition partition of the dead-letter topic
 * @param offset offset there
 */
record LetterId(int partition, long offset) {

    static LetterId parse(String text, String pointer) {
        try {
            int dash = text.indexOf('-');
            return new LetterId(Integer.parseInt(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw ProblemException.invalid(pointer, "is not the id of a dead letter, such as 0-17");
        }
    }

    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
