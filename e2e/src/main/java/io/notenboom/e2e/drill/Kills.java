// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill;

import io.notenboom.e2e.client.AccessToken;
import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.ReceiverEhr;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.CareOrganisation;
import io.notenboom.e2e.demo.DemoWorld;
import io.notenboom.e2e.demo.Party;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.Supervision;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The kills of the crash drill, in a world in which the steps of the demo up to the token were done. */
final class Kills {

    private static final Duration RECOVERY = Duration.ofSeconds(30);

    private final DemoWorld world;
    private final Supervision supervision;
    private final WritesUnderFire fire;

    Kills(DemoWorld world, Supervision supervision) {
        this.world = world;
        this.supervision = supervision;
        this.fire = new WritesUnderFire(supervision);
    }

    void run(Drill drill) {
        drill.check("registry killed while endpoints are registered", this::registry);
        drill.check(
                "authorization server killed while subjects are made",
                () -> subjects("auth", sender().processName(ServiceKind.AUTH)));
        drill.check("Redis killed while subjects are made", () -> subjects("redis", sender().processName("redis")));
        drill.check("PDP killed while transfers are started", this::transfers);
        drill.check("gateway's AAA-proxy killed, comes back", () -> restart(sender().processName(ServiceKind.PROXY)));
        drill.check("the receiver reads the Composition afterwards", this::read);
    }

    private String registry() {
        Party sender = world.sender();
        ApiClient registry = sender.administrator(ServiceKind.REGISTRY);
        String organisation = URLEncoder.encode(CareOrganisation.SENDER.oid(), StandardCharsets.UTF_8);
        return fire.run(
                sender.node().processName(ServiceKind.REGISTRY),
                number -> Optional.of(registry.post(
                                "/registry/v1/endpoints",
                                Map.of(
                                        "careOrganisation",
                                        CareOrganisation.SENDER.oid(),
                                        "endpointType",
                                        "urn:oid:1.3.6.1.4.1.54851.2:nuts-sso",
                                        "location",
                                        "https://localhost/sso/" + number))
                        .path("endpointId")
                        .asText()),
                endpoint -> registry.get("/registry/v1/organisations/" + organisation + "/endpoints")
                        .path("endpoints")
                        .findValuesAsText("endpointId")
                        .contains(endpoint));
    }

    private Node sender() {
        return world.sender().node();
    }

    private String subjects(String killed, String process) {
        ApiClient auth = world.sender().administrator(ServiceKind.AUTH);
        String prefix = "drill-" + killed + "-";
        return fire.run(
                process,
                number -> {
                    sender().fillKeyPool();
                    return Optional.of(auth.post("/internal/vdr/v2/subject", Map.of("subject", prefix + number))
                            .path("subject")
                            .asText());
                },
                subject -> Await.until("subject " + subject, RECOVERY, () -> found(auth, subject)));
    }

    private static Optional<Boolean> found(ApiClient auth, String subject) {
        try {
            int status = auth.send("GET", "/internal/vdr/v2/subject/" + subject, null)
                    .status();
            return status == 200 ? Optional.of(true) : status == 404 ? Optional.of(false) : Optional.empty();
        } catch (StepFailure notBackYet) {
            return Optional.empty();
        }
    }

    private String transfers() {
        Party sender = world.sender();
        ApiClient pdp = sender.ehr(ServiceKind.PDP);
        return fire.run(
                sender.node().processName(ServiceKind.PDP),
                number -> Optional.of(pdp.post(
                                "/pdp/v1/transfers",
                                Map.of(
                                        "kind",
                                        "handoff",
                                        "composition",
                                        DemoWorld.COMPOSITION,
                                        "receiver",
                                        Map.of("organisation", CareOrganisation.RECEIVER.oid()),
                                        "sender",
                                        Map.of("subject", CareOrganisation.SENDER.subject())))
                        .path("id")
                        .asText()),
                transfer ->
                        pdp.send("GET", "/pdp/v1/transfers/" + transfer, null).status() == 200);
    }

    private String restart(String process) {
        return "ready again as process " + supervision.killAndAwaitRestart(process);
    }

    private String read() {
        ReceiverEhr ehr = world.receiverEhr(CareOrganisation.RECEIVER);
        String url = world.gateway().fhirBase() + "/" + DemoWorld.COMPOSITION;
        return Await.until("the Composition", RECOVERY, () -> {
            AccessToken token = ehr.requestToken(world.senderIssuer(), "eOverdracht-receiver");
            ReceiverEhr.GatewayAnswer answer = ehr.call(token, "GET", url, null);
            return answer.status() == 200 && !answer.decisionId().isEmpty()
                    ? Optional.of("200, decision " + answer.decisionId())
                    : Optional.empty();
        });
    }
}
