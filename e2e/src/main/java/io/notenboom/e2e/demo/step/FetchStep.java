// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo.step;

import io.notenboom.e2e.client.AccessToken;
import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.ReceiverEhr;
import io.notenboom.e2e.client.ReceiverEhr.GatewayAnswer;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.CareOrganisation;
import io.notenboom.e2e.demo.DemoStep;
import io.notenboom.e2e.demo.DemoWorld;
import io.notenboom.e2e.report.DemoReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The receiver reads what the transfer opens, and everything else is refused. */
public final class FetchStep implements DemoStep {

    private final InstantSource clock;

    /** @param clock to wait for the expiry of a token */
    public FetchStep(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "Fetch: what is open, and what is not";
    }

    @Override
    public boolean run(DemoWorld world, DemoReport report) {
        readAll(world, report);
        return refuseAll(world, report);
    }

    private static void readAll(DemoWorld world, DemoReport report) {
        ReceiverEhr ehr = world.receiverEhr(CareOrganisation.RECEIVER);
        List<String> references = new ArrayList<>(List.of(world.transfer().task()));
        references.addAll(world.transfer().resources());
        for (String reference : references.stream().distinct().toList()) {
            GatewayAnswer answer = ehr.call(world.token(), "GET", url(world, "/" + reference), null);
            if (answer.status() != 200) {
                throw new StepFailure("GET " + reference + " answered " + answer.status() + ": " + answer.body());
            }
            report.fact(
                    "GET " + reference, "200, " + answer.body().length() + " bytes, decision " + answer.decisionId());
        }
    }

    private boolean refuseAll(DemoWorld world, DemoReport report) {
        boolean ok = true;
        String composition = url(world, "/" + DemoWorld.COMPOSITION);
        ok &= own(
                world,
                report,
                new Refusal("another patient's Composition", 403, "resource_in_flow"),
                "GET",
                url(world, "/" + DemoWorld.OTHER_COMPOSITION));
        ok &= own(
                world,
                report,
                new Refusal("another patient", 403, "resource_in_flow"),
                "GET",
                url(world, "/Patient/patient-2"));
        ok &= own(
                world,
                report,
                new Refusal("method not allowed (DELETE)", 403, "method_allowed"),
                "DELETE",
                composition);
        ok &= otherClient(world, report, composition);
        ok &= otherScope(world, report, composition);
        ok &= new Refusal("no token", 401, "token_active")
                .judge(
                        world,
                        report,
                        world.receiverEhr(CareOrganisation.RECEIVER).callWithoutToken("GET", composition));
        ok &= expiredToken(world, report, composition);
        ok &= replayedProof(world, report, composition);
        for (PathTrick trick : PathTrick.values()) {
            ok &= own(
                    world,
                    report,
                    new Refusal(trick.title(), 403, "canonical_request"),
                    "GET",
                    url(world, trick.path()));
        }
        return ok;
    }

    private enum PathTrick {
        DOT_DOT("path trick: ..", "/Composition/../" + DemoWorld.OTHER_COMPOSITION),
        ENCODED_DOT_DOT("path trick: %2e%2e", "/Composition/%2e%2e/" + DemoWorld.OTHER_COMPOSITION),
        DOUBLE_SLASH("path trick: double slash", "//" + DemoWorld.COMPOSITION),
        INCLUDE("path trick: _include", "/" + DemoWorld.COMPOSITION + "?_include=Composition:patient");

        private final String title;
        private final String path;

        PathTrick(String title, String path) {
            this.title = title;
            this.path = path;
        }

        String title() {
            return title;
        }

        String path() {
            return path;
        }
    }

    private static boolean own(DemoWorld world, DemoReport report, Refusal refusal, String method, String url) {
        ReceiverEhr ehr = world.receiverEhr(CareOrganisation.RECEIVER);
        return refusal.judge(world, report, ehr.call(world.token(), method, url, null));
    }

    private static boolean otherClient(DemoWorld world, DemoReport report, String url) {
        ReceiverEhr bystander = world.receiverEhr(CareOrganisation.BYSTANDER);
        AccessToken token = bystander.requestToken(world.senderIssuer(), "eOverdracht-receiver");
        return new Refusal("another client with a token of its own", 403, "client_is_receiver")
                .judge(world, report, bystander.call(token, "GET", url, null));
    }

    private static boolean otherScope(DemoWorld world, DemoReport report, String url) {
        ReceiverEhr ehr = world.receiverEhr(CareOrganisation.RECEIVER);
        AccessToken token = ehr.requestToken(world.senderIssuer(), "homemonitoring");
        return new Refusal("scope not allowed", 403, "scope_allowed")
                .judge(world, report, ehr.call(token, "GET", url, null));
    }

    private boolean expiredToken(DemoWorld world, DemoReport report, String url) {
        ReceiverEhr ehr = world.receiverEhr(CareOrganisation.RECEIVER);
        AccessToken token = ehr.requestToken(world.senderIssuer(), "short-lived");
        Instant expiry = clock.instant().plusSeconds(token.expiresInSeconds());
        var unused = Await.until(
                "the expiry of a token that lives " + token.expiresInSeconds() + " s",
                Duration.ofSeconds(token.expiresInSeconds() + 2L),
                () -> clock.instant().isAfter(expiry) ? Optional.of(expiry) : Optional.empty());
        return new Refusal("expired token", 401, "token_active")
                .judge(world, report, ehr.call(token, "GET", url, null));
    }

    private static boolean replayedProof(DemoWorld world, DemoReport report, String url) {
        ReceiverEhr ehr = world.receiverEhr(CareOrganisation.RECEIVER);
        String proof = ehr.proof(world.token(), "GET", url);
        GatewayAnswer first = ehr.call(world.token(), proof, "GET", url, null);
        if (first.status() != 200) {
            throw new StepFailure("the first use of a proof answered " + first.status());
        }
        return new Refusal("replayed proof", 401, "sender_constraint")
                .judge(world, report, ehr.call(world.token(), proof, "GET", url, null));
    }

    private static String url(DemoWorld world, String path) {
        return world.gateway().fhirBase() + path;
    }
}
