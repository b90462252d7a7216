// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.pdp;

import io.notenboom.e2e.client.AccessToken;
import io.notenboom.e2e.demo.CareOrganisation;
import io.notenboom.e2e.demo.DemoWorld;
import io.notenboom.e2e.demo.RunFolder;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.pdp.GatewayChecks.DecisionPoint;
import io.notenboom.e2e.drill.pdp.GatewayChecks.Registered;
import io.notenboom.e2e.drill.pdp.flow.FlowChecks;
import io.notenboom.e2e.drill.proxy.ProxyChecks;
import io.notenboom.e2e.drill.shown.ShownByFiles;
import io.notenboom.e2e.drill.shown.ShownByTests;
import io.notenboom.gateway.selftest.PermittedRequest;
import io.notenboom.gateway.selftest.Probe;
import io.notenboom.launcher.node.Distribution;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.testkit.Vectors;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** {@code notenboom drill pdp}: what is claimed of decisions, transfers and gateways, line by line. */
public final class PdpDrill {

    private static final String PDP = "io\\.notenboom\\.pdp\\.";
    private static final List<CaseFile> CASES = List.of(
            new CaseFile("own/fhir-target", "request-cases.json"),
            new CaseFile("own/fhir-target", "pep-cases.json"),
            new CaseFile("own/fhir-target", "derive-cases.json"),
            new CaseFile("own/eoverdracht", "decisions.json"));

    private record CaseFile(String folder, String name) {}

    private final Path home;
    private final InstantSource clock;

    /** @param home root of the built source tree */
    public PdpDrill(Path home, InstantSource clock) {
        this.home = home;
        this.clock = clock;
    }

    /** Runs the drill; answers the exit status. */
    public int run(PrintStream out) {
        Drill drill = new Drill(out);
        Path folder = RunFolder.create(home);
        ShownByFiles files = new ShownByFiles(home, folder);
        tests(drill, folder);
        vectors(drill, files);
        Distribution distribution = new Distribution(home);
        GatewayChecks gateways = new GatewayChecks(folder, clock, distribution);
        new TransferChecks(home, clock, (further, world) -> bypasses(further, world, gateways)).run(drill);
        gateways.sameRequests(drill);
        gateways.undecided(drill);
        new FlowChecks(home, folder.resolve("flows"), clock).run(drill);
        new ProxyChecks(folder, clock, distribution).run(drill);
        drill.check("the benchmarks have the decision point's rows", () -> files.benchmarks("pdp"));
        drill.check("there is a page for gateway engineers", () -> files.page("docs/operations/gateways.md"));
        drill.note("logs in " + folder);
        return drill.finish();
    }

    private void tests(Drill drill, Path folder) {
        try {
            ShownByTests tests = new ShownByTests(home, folder.resolve("tests.log"));
            tests.line("the 40 known ways around a decision, in the engine", PDP + "decision\\.BypassList\\w+Test");
            tests.line("properties of engine and grammar", PDP + "(decision|request)\\.\\w+PropertyTest");
            tests.vectors("AuthZEN certification and interop", "authzen", PDP + "authzen\\.\\w*Test");
            tests.line("the same answer through every dialect", PDP + ".*Differential\\w*Test");
            tests.line(
                    "a log of decisions is refused after one flipped byte",
                    "io\\.notenboom\\.(kit\\.chainlog\\.ChainVerifier|pdp\\.app\\.tool\\.\\w+)Test");
            tests.line(
                    "every gateway of this machine: permitted, refused, replayed, odd targets",
                    "io\\.notenboom\\.gateway\\.contract\\.\\w+Test");
            tests.line("what the AAA-proxy promises", "io\\.notenboom\\.proxy\\..*Test");
            boolean unused = tests.run(drill);
        } catch (IOException failure) {
            drill.check("the tests run", () -> {
                throw failure;
            });
        }
    }

    private static void vectors(Drill drill, ShownByFiles files) {
        for (CaseFile cases : CASES) {
            String what = "vectors: " + cases.name();
            Optional<Path> folder = Vectors.folder(cases.folder());
            if (folder.isEmpty()) {
                drill.notRun(what, "the vectors are not on this machine (NOTENBOOM_SHARED or ../shared)");
            } else {
                String file = folder.get().resolve(cases.name()).toString();
                drill.check(what, () -> files.passes("vectors-" + cases.name(), List.of("pdp", "vectors", file)));
            }
        }
    }

    /** Gateways that ask the decision point of the sender's node about the Task of a transfer. */
    private void bypasses(Drill drill, DemoWorld world, GatewayChecks gateways) {
        AtomicReference<@Nullable PermittedRequest> permitted = new AtomicReference<>();
        List<Probe> further = new ArrayList<>();
        boolean unused = drill.check("a token for the Task of a transfer, bound to no key, for the gateways", () -> {
            TwoSides.Pair pair = new TwoSides(world).startAndTell("notice", TransferCases.NOTICE);
            AccessToken token = world.receiverEhr(CareOrganisation.RECEIVER)
                    .requestUnboundToken(world.senderIssuer(), "eOverdracht-receiver");
            permitted.set(PermittedRequest.of(
                    "/fhir/" + pair.task(),
                    List.of("Authorization: Bearer " + token.value().reveal())));
            further.add(boundAsBearer(world, "/fhir/" + pair.task()));
            return pair.task();
        });
        PermittedRequest read = permitted.get();
        if (read != null) {
            Node node = world.sender().node();
            Map<String, Registered> peps = Map.of(
                    "none", registered(node, Node.FHIR_PEP_BY_NGINX), "full", registered(node, Node.FHIR_PEP_BY_PROXY));
            gateways.bypasses(drill, new DecisionPoint(node.internalUrl(ServiceKind.PDP), peps), read, further);
        }
    }

    /** Whoever got hold of a token that is bound to a key shows it without the key. */
    private static Probe boundAsBearer(DemoWorld world, String target) {
        AccessToken bound =
                world.receiverEhr(CareOrganisation.RECEIVER).requestToken(world.senderIssuer(), "eOverdracht-receiver");
        List<String> fields = List.of("Authorization: Bearer " + bound.value().reveal());
        return new Probe(21, "a bound token as bearer token", "GET", target, fields, "");
    }

    private static Registered registered(Node node, String pep) {
        return new Registered(pep, node.secrets().pepKeyFile(pep));
    }
}
