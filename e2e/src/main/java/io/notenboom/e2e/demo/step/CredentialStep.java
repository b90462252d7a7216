// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.CareOrganisation;
import io.notenboom.e2e.demo.DemoStep;
import io.notenboom.e2e.demo.DemoWorld;
import io.notenboom.e2e.demo.Party;
import io.notenboom.e2e.report.DemoReport;
import io.notenboom.launcher.node.ServiceKind;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Each organisation gets a DID, a NutsOrganizationCredential and an EOverdrachtCredential in its wallet. */
public final class CredentialStep implements DemoStep {

    private static final Duration VALIDITY = Duration.ofDays(365);

    private final InstantSource clock;

    /** @param clock start of the credentials' year */
    public CredentialStep(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "Credentials: two in each wallet";
    }

    @Override
    public boolean run(DemoWorld world, DemoReport report) {
        equip(world, world.sender(), CareOrganisation.SENDER, "sender", report);
        equip(world, world.receiver(), CareOrganisation.RECEIVER, "receiver", report);
        equip(world, world.receiver(), CareOrganisation.BYSTANDER, "receiver", report);
        return true;
    }

    private void equip(DemoWorld world, Party party, CareOrganisation organisation, String role, DemoReport report) {
        ApiClient auth = party.administrator(ServiceKind.AUTH);
        JsonNode created = auth.post("/internal/vdr/v2/subject", Map.of("subject", organisation.subject()));
        String did = created.path("documents").path(0).path("id").asText();
        world.did(organisation, did);
        report.fact(organisation.name(), did);
        issue(
                world,
                auth,
                organisation,
                "NutsOrganizationCredential",
                Map.of("id", did, "organization", Map.of("name", organisation.name(), "city", organisation.city())),
                report);
        issue(
                world,
                auth,
                organisation,
                "EOverdrachtCredential",
                Map.of("id", did, "eOverdracht", Map.of("role", role, "version", "4.0", "auditDate", "2026-09-01")),
                report);
    }

    private void issue(
            DemoWorld world,
            ApiClient wallet,
            CareOrganisation organisation,
            String type,
            Map<String, Object> credentialSubject,
            DemoReport report) {
        JsonNode credential = world.foundation()
                .administrator(ServiceKind.AUTH)
                .post(
                        "/internal/vcr/v2/issuer/vc",
                        Map.of(
                                "type",
                                type,
                                "issuer",
                                world.issuerDid(),
                                "format",
                                "jwt_vc",
                                "expirationDate",
                                clock.instant()
                                        .plus(VALIDITY)
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .toString(),
                                "credentialSubject",
                                credentialSubject));
        String path = "/internal/vcr/v2/holder/" + organisation.subject() + "/vc";
        ApiClient.Answer loaded = wallet.send("POST", path, credential);
        if (loaded.status() != 204) {
            throw new StepFailure("the wallet did not take " + type + ": " + loaded);
        }
        report.fact("  " + type, "issued and in the wallet");
    }
}
