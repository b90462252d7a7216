// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.selftest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sends a permitted read, then the {@link BypassList}, then the permitted read again. The permitted reads have to reach the server
 * behind the gateway, so that the watch is known to work; nothing else may.
 */
public final class SelfTest {

    private final Target target;
    private final PermittedRequest permitted;
    private final BackendWatch watch;
    private final List<Probe> probes;

    /**
     * The list around a permitted read.
     *
     * @param permitted must be permitted by the decision point at this time
     * @param watch tells what reached the server behind the gateway
     */
    public SelfTest(Target target, PermittedRequest permitted, BackendWatch watch) {
        this(target, permitted, watch, List.of());
    }

    /**
     * The same with more requests.
     *
     * @param further for lines that need something of their own, such as another token
     */
    public SelfTest(Target target, PermittedRequest permitted, BackendWatch watch, List<Probe> further) {
        this.target = target;
        this.permitted = permitted;
        this.watch = watch;
        this.probes = Stream.concat(BypassList.around(permitted).probes().stream(), further.stream())
                .toList();
    }

    /** What became of a probe. */
    public record Result(Probe probe, RawAnswer answer, boolean reached) {}

    /**
     * What was seen.
     *
     * @param watched whether the permitted reads reached the server behind the gateway; without that nothing was shown
     * @param results for each probe
     */
    public record Report(boolean watched, List<Result> results) {

        public Report {
            results = List.copyOf(results);
        }

        /** The probes that reached the server behind the gateway. */
        public List<Result> through() {
            return results.stream().filter(Result::reached).toList();
        }
    }

    /** Runs it. */
    public Report run() throws IOException {
        boolean before = permittedReaches();
        List<Result> results = new ArrayList<>();
        for (Probe probe : probes) {
            RawAnswer answer = target.send(probe);
            results.add(new Result(probe, answer, watch.reached(answer)));
        }
        boolean after = permittedReaches();
        return new Report(before && after, results);
    }

    private boolean permittedReaches() throws IOException {
        RawAnswer answer = target.send(permitted.probe());
        return watch.reached(answer) && answer.status() == 200;
    }
}
