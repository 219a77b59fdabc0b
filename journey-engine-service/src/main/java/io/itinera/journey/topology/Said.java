package io.itinera.journey.topology;

import java.util.Arrays;

/**
 * What an activity said of its profile, as JSON that lies within other bytes: traits, computed traits, consents and segments. Two that
 * are equal byte by byte say the same; the same can be said in other bytes, too.
 */
final class Said {

    /** In this order, which is that of the layout of a kept state. */
    static final int TRAITS = 0;

    static final int COMPUTED = 1;
    static final int CONSENTS = 2;
    static final int SEGMENTS = 3;
    private static final int PARTS = 4;

    private final byte[] in;
    private final int[] starts = new int[PARTS];
    private final int[] ends = new int[PARTS];

    /** Nothing, until {@link #part} says where something is. */
    Said(byte[] in) {
        this.in = in;
    }

    /** What was packed. */
    static Said unpack(byte[] in, Unpacker from) {
        Said said = new Said(in);
        for (int part = 0; part < PARTS; part++) {
            int length = from.pass();
            said.part(part, from.at() - length, from.at());
        }
        return said;
    }

    void part(int part, int start, int end) {
        starts[part] = start;
        ends[part] = end;
    }

    byte[] part(int part) {
        return Arrays.copyOfRange(in, starts[part], ends[part]);
    }

    boolean isEmpty(int part) {
        return starts[part] == ends[part];
    }

    boolean sameAs(Said other) {
        for (int part = 0; part < PARTS; part++) {
            if (!Arrays.equals(in, starts[part], ends[part], other.in, other.starts[part], other.ends[part])) {
                return false;
            }
        }
        return true;
    }

    void pack(Packer to) {
        for (int part = 0; part < PARTS; part++) {
            to.part(in, starts[part], ends[part]);
        }
    }
}
