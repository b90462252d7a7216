// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.pdp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.StrictJson;
import java.util.Locale;

/**
 * Flows that resemble a hospital's: each hands one patient over, with ten resources; there are ten times as many flows as
 * organisations that receive them.
 */
final class SampleFlows {

    /** Whose flows they are. */
    static final String SUBJECT = "bench";

    /** The issuer of the tokens. */
    static final String ISSUER = "https://node.example/oauth2/" + SUBJECT;

    /** The scope that opens them. */
    static final String SCOPE = "eOverdracht-receiver";

    private static final int FLOWS_EACH = 10;
    private static final int OBSERVATIONS = 8;

    private SampleFlows() {}

    /** The DID of the receiver of a flow. */
    static String receiver(int flow) {
        return "did:web:receiver" + flow / FLOWS_EACH + ".example";
    }

    /** The Patient of a flow. */
    static String patient(int flow) {
        return String.format(Locale.ROOT, "Patient/p%06d", flow);
    }

    /** A request to make a flow. */
    static ObjectNode flow(int number) {
        ObjectNode flow = StrictJson.newObject().put("subject", SUBJECT).put("profile", "seed/handoff-only");
        flow.put("fhirBase", "https://sender.example/fhir");
        flow.putObject("sender").putArray("dids").add("did:web:sender.example");
        flow.putObject("receiver").putArray("dids").add(receiver(number));
        flow.putObject("task").put("id", "t" + number).put("state", "in-progress");
        String composition = "Composition/c" + number;
        flow.putArray("compositions")
                .addObject()
                .put("ref", composition)
                .put("kind", "nursingHandoff")
                .put("user", "none");
        ArrayNode resources = flow.putArray("resources");
        resources.addObject().put("ref", patient(number)).put("user", "none");
        for (int observation = 0; observation < OBSERVATIONS; observation++) {
            resources
                    .addObject()
                    .put("ref", "Observation/o" + number + "-" + observation)
                    .put("user", "none");
        }
        flow.put("notBefore", "2026-01-01T00:00:00Z").put("dataExpires", "2099-01-01T00:00:00Z");
        return flow.put("taskExpires", "2099-01-01T00:00:00Z");
    }

    /** What introspection says of the receiver's token. */
    static ObjectNode token(String receiver) {
        return StrictJson.newObject()
                .put("active", true)
                .put("iss", ISSUER)
                .put("client_id", receiver)
                .put("sub", receiver)
                .put("scope", SCOPE)
                .put("exp", 4_102_444_800L);
    }
}
