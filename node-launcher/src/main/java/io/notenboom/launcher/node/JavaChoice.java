// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** With which options the JVMs of services are started; the figures behind the choice are in docs/operations/small-plan.md. */
public enum JavaChoice {
    /** None but those that services cannot do without: to compare with. */
    PLAIN,
    /** Little memory for each process, so that a machine holds many. */
    CHOSEN,
    /** The same, and classes from a cache that all processes of a machine share, where one was made ({@link ClassCache}). */
    CHOSEN_AND_CACHE;

    /** A service whose memory ran out answers no more: better that it ends and is started again. Nothing of it is written. */
    private static final List<String> ALWAYS = List.of(
            "-XX:+ExitOnOutOfMemoryError", "-XX:-HeapDumpOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED");

    private static final List<String> SMALL =
            List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xmx192m", "-Xss512k");

    /** A heap that begins small grows to what is needed; otherwise all of it is touched within seconds. */
    private static final List<String> LITTLE_TO_DO = List.of("-XX:TieredStopAtLevel=1", "-Xms16m");

    /**
     * Giving tokens, deciding and searching are the same work over and over: there the optimising compiler pays, where a service
     * has a process of its own. A small node has little to do, and the memory of that compiler is more than it.
     */
    private static final Set<ServiceKind> OPTIMISED =
            Collections.unmodifiableSet(EnumSet.of(ServiceKind.AUTH, ServiceKind.PDP, ServiceKind.REGISTRY));

    private static final List<String> OPTIMISING = List.of("-XX:ReservedCodeCacheSize=64m");

    /** The decision point has every flow in memory: a hundred thousand of ten resources take some 250 MB. */
    private static final String ALL_FLOWS = "-Xmx512m";

    /** The options for a program of a node. */
    List<String> options(NodeProgram program) {
        boolean busy = program.services().size() == 1 && OPTIMISED.containsAll(program.services());
        List<String> options = options(busy ? OPTIMISING : LITTLE_TO_DO);
        if (program.services().equals(Set.of(ServiceKind.PDP))) {
            options.add(ALL_FLOWS);
        }
        return options;
    }

    /** The options for any other program. */
    List<String> options() {
        return options(LITTLE_TO_DO);
    }

    private List<String> options(List<String> further) {
        List<String> options = new ArrayList<>(ALWAYS);
        if (this != PLAIN) {
            options.addAll(SMALL);
            options.addAll(further);
        }
        return options;
    }
}
