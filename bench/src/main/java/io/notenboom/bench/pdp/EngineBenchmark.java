// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.pdp;

import io.notenboom.bench.search.Latency;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.DecisionEngine;
import io.notenboom.pdp.decision.FlowsOutcome;
import io.notenboom.pdp.decision.PepOutcome;
import io.notenboom.pdp.decision.ProofOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.introspection.IntrospectionAnswer;
import io.notenboom.pdp.profile.ShippedProfiles;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.request.BodyMode;
import io.notenboom.pdp.request.CanonicalOutcome;
import io.notenboom.pdp.request.CanonicalRequest;
import io.notenboom.pdp.request.Canonicaliser;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.RequestGrammar;
import io.notenboom.pdp.trial.TrialFlows;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The engine in this process: from the raw request to the decision, the flows found among all, one after the other on one thread. */
public final class EngineBenchmark {

    /** How many flows there are. */
    public static final List<Integer> SIZES = List.of(1_000, 10_000, 100_000);

    private static final int MOST = 500_000;
    private static final long WARM_UP_NANOS = 3_000_000_000L;
    private static final long MEASURED_NANOS = 3_000_000_000L;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int EVERY_FOURTH = 4;
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private final int flows;
    private final FlowReplica replica = new FlowReplica();
    private final UseCaseProfile profile =
            ShippedProfiles.catalogue().find("seed/handoff-only").orElseThrow();
    private final RequestGrammar grammar =
            new RequestGrammar(EndpointKind.FHIR, "/fhir", FhirVersion.STU3, BodyMode.FULL);
    private final PepOutcome pep = new PepOutcome.Authenticated(
            EndpointKind.FHIR, SampleFlows.SUBJECT, Set.of(SampleFlows.ISSUER), Set.of(SampleFlows.ISSUER));

    private EngineBenchmark(int flows) {
        this.flows = flows;
        for (int number = 0; number < flows; number++) {
            replica.accept(TrialFlows.read(SampleFlows.flow(number), "f" + number, SampleFlows.SUBJECT, profile, NOW));
        }
    }

    /** Decides with so many flows; of four requests three are permitted, one is for a resource in no flow. */
    public static Latency measure(int flows) {
        EngineBenchmark benchmark = new EngineBenchmark(flows);
        double[] unused = benchmark.run(new Random(1), WARM_UP_NANOS);
        return Latency.of(benchmark.run(new Random(2), MEASURED_NANOS));
    }

    private double[] run(Random random, long nanos) {
        double[] millis = new double[MOST];
        int done = 0;
        long end = System.nanoTime() + nanos;
        while (done < MOST && System.nanoTime() < end) {
            int flow = random.nextInt(flows);
            boolean expected = done % EVERY_FOURTH != 0;
            RawRequest request = request(expected ? SampleFlows.patient(flow) : "Patient/nobody");
            TokenOutcome token = IntrospectionAnswer.read(SampleFlows.token(SampleFlows.receiver(flow)));
            long start = System.nanoTime();
            Decision decision = decide(request, token);
            millis[done++] = (System.nanoTime() - start) / NANOS_PER_MILLI;
            if (decision instanceof Decision.Permit != expected) {
                throw new IllegalStateException("the wrong decision: " + decision);
            }
        }
        return Arrays.copyOf(millis, done);
    }

    private Decision decide(RawRequest request, TokenOutcome token) {
        CanonicalOutcome canonical = Canonicaliser.canonicalise(request, grammar);
        return DecisionEngine.decide(new Question(
                pep,
                canonical,
                new Question.Presented(token, new ProofOutcome.NotPresented()),
                known(canonical, token),
                profile,
                NOW));
    }

    private FlowsOutcome known(CanonicalOutcome canonical, TokenOutcome token) {
        if (canonical instanceof CanonicalRequest request && token instanceof TokenOutcome.Active active) {
            return new FlowsOutcome.Known(
                    replica.concerning(SampleFlows.SUBJECT, active.token().client(), request.resource(), NOW));
        }
        throw new IllegalStateException("a sample is not as it should be");
    }

    private static RawRequest request(String reference) {
        return new RawRequest(
                "GET",
                "/fhir/" + reference,
                List.of(
                        new RawHeader("Authorization", "Bearer token"),
                        new RawHeader("Accept", "application/fhir+json")),
                RawBody.none());
    }
}
