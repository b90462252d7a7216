// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.pdp;

import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.proxy.ProxyUnderTest.Between;
import io.notenboom.gateway.run.RunnableGateway;
import io.notenboom.gateway.selftest.BackendWatch;
import io.notenboom.gateway.selftest.BypassList;
import io.notenboom.gateway.selftest.PermittedRequest;
import io.notenboom.gateway.selftest.Probe;
import io.notenboom.gateway.selftest.RawAnswer;
import io.notenboom.gateway.selftest.SelfTest;
import io.notenboom.gateway.selftest.StandInBackend;
import io.notenboom.launcher.node.Distribution;
import io.notenboom.testkit.http.HttpMessage;
import io.notenboom.testkit.http.Permits;
import io.notenboom.testkit.http.RawClient;
import io.notenboom.testkit.http.RecordingServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Every gateway of this machine, with the configuration rendered for it, and the AAA-proxy, before a FHIR server that watches: no
 * known way around a decision reaches it, and nothing reaches it that the decision point has seen otherwise.
 */
public final class GatewayChecks {

    /** Where no program listens. */
    private static final String NOBODY = "http://127.0.0.1:1";

    private final Path folder;
    private final InstantSource clock;
    private final List<EnforcementPoint> points;

    /**
     * The policy decision point.
     *
     * @param url scheme, host and port of its internal listener
     * @param peps by body mode: an enforcement point registered there with dialect {@code original}
     */
    public record DecisionPoint(String url, Map<String, Registered> peps) {

        public DecisionPoint {
            peps = Map.copyOf(peps);
        }

        private Between before(String backendUrl, String bodyMode) {
            Registered pep = Optional.ofNullable(peps.get(bodyMode))
                    .orElseThrow(() -> new StepFailure("no enforcement point with body mode " + bodyMode));
            return new Between(url, pep.id(), pep.keyFile(), backendUrl);
        }
    }

    /**
     * A registered enforcement point.
     *
     * @param id its id
     * @param keyFile file with its key
     */
    public record Registered(String id, Path keyFile) {}

    /**
     * Over what may be on this machine.
     *
     * @param folder for configurations and logs
     * @param distribution where the AAA-proxy is
     */
    public GatewayChecks(Path folder, InstantSource clock, Distribution distribution) {
        this.folder = folder;
        this.clock = clock;
        this.points = new ArrayList<>();
        for (RunnableGateway kind : RunnableGateway.values()) {
            points.add(new EnforcementPoint.Gateway(kind));
        }
        points.add(new EnforcementPoint.AaaProxy(distribution));
    }

    /**
     * No known way around a decision of this decision point; one check for each enforcement point.
     *
     * @param permitted a read that the decision point permits, as often as it is asked: its token is not bound to a key
     * @param further requests for lines that need a token of their own
     */
    public void bypasses(Drill drill, DecisionPoint pdp, PermittedRequest permitted, List<Probe> further) {
        for (EnforcementPoint point : points) {
            String what = "the bypass list through " + point.name();
            each(drill, what, point, () -> bypasses(point, pdp, permitted, further));
        }
    }

    /** Without a decision point nothing reaches the FHIR server; one check for each enforcement point. */
    public void undecided(Drill drill) {
        for (EnforcementPoint point : points) {
            each(drill, "a decision point that is down behind " + point.name(), point, () -> undecided(point));
        }
    }

    /**
     * With a decision point that permits everything, so that all of the list that a gateway takes for a request goes on: what
     * reaches the FHIR server is what the decision point was shown. One check for each enforcement point.
     */
    public void sameRequests(Drill drill) {
        for (EnforcementPoint point : points) {
            String what = "decision point and FHIR server see the same through " + point.name();
            each(drill, what, point, () -> sameRequests(point));
        }
    }

    private static void each(Drill drill, String what, EnforcementPoint point, Drill.Check check) {
        Optional<String> missing = point.missing();
        if (missing.isPresent()) {
            drill.notRun(what, missing.get());
        } else {
            boolean unused = drill.check(what, check);
        }
    }

    private Path folderOf(EnforcementPoint point, String purpose) throws Exception {
        // Apache, when it is started by root, serves as another user, who has to come as far as its own folder
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        String name = point.name().replaceAll("[^A-Za-z]+", "-");
        return Files.createDirectories(folder.resolve(purpose + "-" + name));
    }

    private String bypasses(EnforcementPoint point, DecisionPoint pdp, PermittedRequest permitted, List<Probe> further)
            throws Exception {
        try (StandInBackend backend = new StandInBackend(0);
                EnforcementPoint.Running running = point.start(
                        folderOf(point, "bypass"),
                        clock,
                        pdp.before("http://127.0.0.1:" + backend.port(), point.bodyMode()))) {
            SelfTest.Report report = new SelfTest(running.target(), permitted, backend, further).run();
            if (!report.watched()) {
                throw new StepFailure("the permitted read did not reach the FHIR server: nothing is shown");
            }
            if (!report.through().isEmpty()) {
                throw new StepFailure("reached the FHIR server: "
                        + report.through().stream()
                                .map(result -> result.probe().line() + " "
                                        + result.probe().what())
                                .collect(Collectors.joining("; ")));
            }
            long lines = report.results().stream()
                    .map(result -> result.probe().line())
                    .distinct()
                    .count();
            return report.results().size() + " requests for " + lines + " of the " + BypassList.LINES
                    + " lines, none reached the FHIR server";
        }
    }

    private String undecided(EnforcementPoint point) throws Exception {
        Path own = folderOf(point, "undecided");
        Path key = Files.writeString(own.resolve("pep-key"), "the-pep-key-0123456789");
        try (StandInBackend backend = new StandInBackend(0);
                EnforcementPoint.Running running = point.start(
                        own, clock, new Between(NOBODY, "drill", key, "http://127.0.0.1:" + backend.port()))) {
            HttpMessage answer = new RawClient(
                            running.target().tls().getSocketFactory(),
                            running.target().port())
                    .send("GET", "/fhir/Composition/1", "Authorization: Bearer t");
            if (answer.status() != 503 || backend.reached(new RawAnswer(answer.status(), List.of()))) {
                throw new StepFailure("answered " + answer.status() + " instead of 503, or asked the FHIR server");
            }
            return "503, and nothing reached the FHIR server";
        }
    }

    private String sameRequests(EnforcementPoint point) throws Exception {
        PermittedRequest permitted = PermittedRequest.of("/fhir/Composition/1", List.of("Authorization: Bearer t"));
        Path own = folderOf(point, "same");
        Path key = Files.writeString(own.resolve("pep-key"), "the-pep-key-0123456789");
        try (RecordingServer pdp = new RecordingServer(null, Permits.everything("X-Decision-Id: d-1"));
                RecordingServer fhir = new RecordingServer(null, GatewayChecks::serve);
                EnforcementPoint.Running running =
                        point.start(own, clock, new Between(pdp.url(), "drill", key, fhir.url()))) {
            SeenTwice seen = new SeenTwice(pdp, fhir);
            SelfTest.Report report = new SelfTest(running.target(), permitted, seen).run();
            if (!report.watched()) {
                throw new StepFailure("the permitted read did not reach the FHIR server: nothing is shown");
            }
            if (!seen.differences.isEmpty()) {
                throw new StepFailure("the FHIR server got what the decision point was not shown: "
                        + String.join("; ", seen.differences));
            }
            return report.through().size() + " of " + report.results().size()
                    + " requests were permitted and went on as they were shown";
        }
    }

    private static void serve(HttpMessage request, OutputStream answer) throws IOException {
        answer.write(RecordingServer.answer(200, List.of(), request.method().equals("HEAD") ? "" : "{}"));
    }

    /** Compares, after each request, what both servers got since the one before. */
    private static final class SeenTwice implements BackendWatch {

        private final RecordingServer pdp;
        private final RecordingServer fhir;
        private final AtomicInteger count = new AtomicInteger();
        private final List<String> differences = new ArrayList<>();

        SeenTwice(RecordingServer pdp, RecordingServer fhir) {
            this.pdp = pdp;
            this.fhir = fhir;
        }

        @Override
        public boolean reached(RawAnswer answer) {
            List<String> shown = new ArrayList<>(
                    pdp.received().stream().map(SeenTwice::asShown).toList());
            List<HttpMessage> arrived = fhir.received();
            pdp.forget();
            fhir.forget();
            for (HttpMessage request : arrived) {
                String seen = request.method() + " " + request.target();
                if (!shown.remove(seen)) {
                    differences.add("request " + count.get() + ": " + seen);
                }
            }
            count.incrementAndGet();
            return !arrived.isEmpty();
        }

        private static String asShown(HttpMessage question) {
            return String.join(",", question.values("X-Original-Method")) + " "
                    + String.join(",", question.values("X-Original-URI"));
        }

        @Override
        public String describe() {
            return "recording servers in the places of the decision point and of the FHIR server";
        }
    }
}
