// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo;

import io.notenboom.launcher.node.ServiceKind;
import java.io.PrintStream;
import java.nio.file.Path;

/** Tells how to go on by hand with a run that was left running. */
final class KeptRun {

    private final DemoWorld world;
    private final Path endpoints;

    KeptRun(DemoWorld world, Path endpoints) {
        this.world = world;
        this.endpoints = endpoints;
    }

    void tell(PrintStream out) {
        Path authority = world.sender().node().authority();
        out.printf("%nEverything is left running. URLs, tokens, DIDs and process ids: %s%n", endpoints);
        out.printf("End it with: ./notenboom down%n%nTry:%n");
        ehr(
                out,
                "search the receiver's registry",
                world.receiver(),
                ServiceKind.REGISTRY,
                "/registry/v1/organisations?query=linde");
        ehr(out, "the sender's transfers", world.sender(), ServiceKind.PDP, "/pdp/v1/transfers?role=sender");
        ehr(out, "the sender's last decisions", world.sender(), ServiceKind.PDP, "/pdp/v1/decisions?limit=5");
        out.printf(
                "  # a token for the receiver%n  curl -s -X POST %s/internal/auth/v2/%s/request-service-access-token \\%n"
                        + "    -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' \\%n"
                        + "    -d '{\"authorization_server\":\"%s\",\"scope\":\"%s\",\"token_type\":\"DPoP\"}'%n",
                world.receiver().node().internalUrl(ServiceKind.AUTH),
                CareOrganisation.RECEIVER.subject(),
                world.receiver().node().secrets().ehrToken().reveal(),
                world.senderIssuer(),
                DemoScope.READ);
        out.printf(
                "  # the gateway without a token: 401 with a decision id%n  curl -s -i --cacert %s %s/%s%n",
                authority, world.gateway().fhirBase(), DemoWorld.COMPOSITION);
    }

    private static void ehr(PrintStream out, String what, Party party, ServiceKind service, String path) {
        out.printf(
                "  # %s%n  curl -s -H 'Authorization: Bearer %s' '%s%s'%n",
                what, party.node().secrets().ehrToken().reveal(), party.node().internalUrl(service), path);
    }
}
