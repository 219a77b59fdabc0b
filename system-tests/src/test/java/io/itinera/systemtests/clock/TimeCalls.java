package io.itinera.systemtests.clock;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Leads calls for the time to {@link MovedTime}. Only the constant pool of a class changes: the entry that names the method gets
 * another class, so that code, stack maps and handles of the method stay as they are.
 */
final class TimeCalls implements ClassFileTransformer {

    private static final String OURS = "io/itinera/systemtests/clock/";
    private static final String MOVED = OURS + "MovedTime";
    private static final Set<String> ASKED =
            Set.of("java/lang/System.currentTimeMillis()J", "jdk/internal/misc/VM.getNanoTimeAdjustment(J)J");
    private static final int HEADER = 8;

    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
        if (name == null || name.startsWith(OURS)) {
            return null;
        }
        try {
            Pool pool = new Pool(bytes);
            Set<Integer> calls = pool.calls();
            return calls.isEmpty() ? null : pool.led(calls);
        } catch (IOException | RuntimeException _) {
            return null;
        }
    }

    /** The constant pool of a class file. */
    private static final class Pool {

        private final byte[] bytes;
        private final int count;
        private final int end;
        private final Map<Integer, String> texts = new HashMap<>();
        private final Map<Integer, Integer> classes = new HashMap<>();
        /** Name and type, or class and name-and-type, by entry. */
        private final Map<Integer, int[]> pairs = new HashMap<>();

        private final Map<Integer, Integer> methodAt = new HashMap<>();

        Pool(byte[] bytes) throws IOException {
            this.bytes = bytes;
            ByteArrayInputStream left = new ByteArrayInputStream(bytes);
            DataInputStream in = new DataInputStream(left);
            in.skipNBytes(HEADER);
            count = in.readUnsignedShort();
            int entry = 1;
            while (entry < count) {
                entry += read(in, entry, bytes.length - left.available());
            }
            end = bytes.length - left.available();
        }

        /** Reads one entry; returns how many places it takes. */
        private int read(DataInputStream in, int entry, int at) throws IOException {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case UTF8 -> texts.put(entry, in.readUTF());
                case CLASS -> classes.put(entry, in.readUnsignedShort());
                case METHOD, NAME_AND_TYPE -> {
                    pairs.put(entry, new int[] {in.readUnsignedShort(), in.readUnsignedShort()});
                    if (tag == METHOD) {
                        methodAt.put(entry, at);
                    }
                }
                case 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                case 3, 4, 9, 11, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    return 2;
                }
                default -> throw new IOException("unknown constant " + tag);
            }
            return 1;
        }

        /** Where entries stand that name a method of the time. */
        Set<Integer> calls() {
            Set<Integer> calls = new HashSet<>();
            methodAt.forEach((entry, at) -> {
                int[] method = pairs.get(entry);
                int[] nameAndType = pairs.get(method[1]);
                String named =
                        texts.get(classes.get(method[0])) + "." + texts.get(nameAndType[0]) + texts.get(nameAndType[1]);
                if (ASKED.contains(named)) {
                    calls.add(at);
                }
            });
            return calls;
        }

        /** The class file with these entries led to {@link MovedTime}, which two further entries name. */
        byte[] led(Set<Integer> calls) throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream(bytes.length + MOVED.length() + HEADER);
            DataOutputStream out = new DataOutputStream(all);
            out.write(bytes, 0, HEADER);
            out.writeShort(count + 2);
            int from = HEADER + 2;
            for (int at : calls.stream().sorted().toList()) {
                out.write(bytes, from, at + 1 - from);
                out.writeShort(count + 1);
                from = at + 3;
            }
            out.write(bytes, from, end - from);
            out.writeByte(UTF8);
            out.writeUTF(MOVED);
            out.writeByte(CLASS);
            out.writeShort(count);
            out.write(bytes, end, bytes.length - end);
            return all.toByteArray();
        }
    }
}
