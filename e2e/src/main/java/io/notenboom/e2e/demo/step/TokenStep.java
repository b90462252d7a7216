// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.e2e.client.AccessToken;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.CareOrganisation;
import io.notenboom.e2e.demo.DemoStep;
import io.notenboom.e2e.demo.DemoWorld;
import io.notenboom.e2e.report.DemoReport;
import io.notenboom.launcher.node.ServiceKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The receiver finds the sender's authorization server in the registry and gets a DPoP-bound token from it. */
public final class TokenStep implements DemoStep {

    @Override
    public String name() {
        return "Token: presentation for a bound token";
    }

    @Override
    public boolean run(DemoWorld world, DemoReport report) {
        String authorizationServer = authorizationServerFromRegistry(world);
        report.fact("authorization server", authorizationServer);
        AccessToken token =
                world.receiverEhr(CareOrganisation.RECEIVER).requestToken(authorizationServer, "eOverdracht-receiver");
        if (!token.type().equals("DPoP")) {
            throw new StepFailure("the token is not bound to a key: type " + token.type());
        }
        world.token(token);
        report.fact("token", token.type() + ", " + token.expiresInSeconds() + " s, scope eOverdracht-receiver");
        report.fact("bound to", token.keyId());
        return true;
    }

    private static String authorizationServerFromRegistry(DemoWorld world) {
        String organisation = URLEncoder.encode(CareOrganisation.SENDER.oid(), StandardCharsets.UTF_8);
        JsonNode found = world.receiver()
                .ehr(ServiceKind.REGISTRY)
                .get("/registry/v1/organisations/" + organisation
                        + "/endpoints?type=urn:oid:1.3.6.1.4.1.54851.2:oauth");
        String location = found.path("endpoints").path(0).path("location").asText();
        if (!location.equals(world.senderIssuer())) {
            throw new StepFailure("the receiver's registry does not know the sender's authorization server: " + found);
        }
        return location;
    }
}
