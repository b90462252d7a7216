// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer;

/**
 * What the node of one customer may use at most. The quota of its namespace, the limits of its containers, the heaps of its
 * processes and the memory of its Redis follow from it.
 *
 * @param cpuMillis thousandths of a core, for the whole node
 * @param memoryMib memory of the whole node, MiB
 * @param heapMib heap of one service, MiB
 * @param redisMib data that Redis may hold, MiB
 * @param storageGib files of the node, GiB
 */
public record Resources(int cpuMillis, int memoryMib, int heapMib, int redisMib, int storageGib) {

    private static final int LEAST_HEAP = 96;
    private static final int SERVICES = 4;
    /** What a JVM needs beside its heap, MiB. */
    private static final int BESIDE_HEAP = 128;

    /** @throws IllegalArgumentException if a node cannot run with it */
    public Resources {
        within("cpuMillis", cpuMillis, 100, 64_000);
        within("heapMib", heapMib, LEAST_HEAP, 16_384);
        within("redisMib", redisMib, 32, 65_536);
        within("storageGib", storageGib, 1, 4_096);
        int least = SERVICES * (heapMib + BESIDE_HEAP) + redisMib;
        within("memoryMib", memoryMib, least, 262_144);
    }

    /** Memory that so many of its processes and its Redis may take, MiB; never more than that of the whole node. */
    public int memoryOf(int processes) {
        return Math.min(memoryMib, processes * (heapMib + BESIDE_HEAP) + redisMib);
    }

    private static void within(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(field + " is " + value + ": give " + least + " to " + most);
        }
    }
}
