// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.contract;

import io.notenboom.testkit.http.HttpMessage;
import io.notenboom.testkit.http.RecordingServer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A policy decision point that knows one resource, one method and one token, and refuses a proof that it saw before. It judges by
 * what the gateway tells it, so that whatever the gateway does not tell gets through.
 */
final class CarefulPdp implements RecordingServer.Responder {

    /** The target that may be read. */
    static final String OPEN = "/fhir/Composition/1";

    /** A prefix below which everything may be read, so that it can be compared what each side saw. */
    static final String ANYTHING = "/fhir/open";

    private static final List<String> NEVER =
            List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "If-None-Exist", "X-Access-Token");
    private static final Set<String> TYPES =
            Set.of("*/*", "application/fhir+json", "application/fhir+xml", "application/json", "application/xml");

    private final Set<String> proofs = ConcurrentHashMap.newKeySet();

    /** Forgets the proofs. */
    void forget() {
        proofs.clear();
    }

    @Override
    public void respond(HttpMessage request, OutputStream answer) throws IOException {
        if (request.target().startsWith("/pdp/v1/decisions/")) {
            answer.write(RecordingServer.answer(204, List.of(), ""));
            return;
        }
        String reason = reason(request);
        if (reason.isEmpty()) {
            List<String> fields = new ArrayList<>(List.of(
                    "X-Decision-Id: d-200",
                    "X-Client-Id: did:web:b.example",
                    "X-Flow-Id: f-1",
                    "X-User-Id: user-1",
                    "X-Organization-Id: did:web:b.example"));
            if (request.values("X-Original-Method").equals(List.of("PUT"))) {
                fields.add("X-Obligation: confirm");
            }
            answer.write(RecordingServer.answer(200, fields, ""));
            return;
        }
        boolean token = reason.equals("token_active") || reason.equals("sender_constraint");
        int status = token ? 401 : 403;
        List<String> fields = new ArrayList<>(List.of(
                "Content-Type: application/fhir+json", "X-Decision-Id: d-" + status, "X-Decision-Reason: " + reason));
        if (token) {
            fields.add("WWW-Authenticate: DPoP algs=\"ES256\"");
        }
        answer.write(RecordingServer.answer(status, fields, outcome(reason, "d-" + status)));
    }

    private static String outcome(String reason, String decision) {
        return "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"forbidden\",\"details\":"
                + "{\"coding\":[{\"system\":\"urn:notenboom:reason\",\"code\":\"" + reason + "\"}]},"
                + "\"diagnostics\":\"Decision: " + decision + ".\"}]}";
    }

    /** Why it is refused; empty if it is permitted. */
    private String reason(HttpMessage request) {
        if (!request.values("X-PEP-Key").equals(List.of("the-pep-key-0123456789"))) {
            return "pep_not_authenticated";
        }
        if (NEVER.stream().anyMatch(name -> request.field(name).isPresent())
                || !TYPES.containsAll(request.values("Accept"))
                || !TYPES.containsAll(request.values("Content-Type"))
                || request.field("Prefer")
                        .filter(value -> !value.startsWith("return="))
                        .isPresent()) {
            return "canonical_request";
        }
        if (!request.values("Authorization").equals(List.of("DPoP token"))) {
            return "token_active";
        }
        String target = String.join("|", request.values("X-Original-URI"));
        String method = String.join("|", request.values("X-Original-Method"));
        boolean update = method.equals("PUT")
                && target.equals("/fhir/Task/1")
                && request.body().contains("\"id\":\"1\"}");
        if (!update && !target.equals(OPEN) && !target.startsWith(ANYTHING)) {
            return "resource_in_flow";
        }
        if (!update && !method.equals("GET")) {
            return "method_allowed";
        }
        String proof = String.join("|", request.values("DPoP"));
        return proof.isEmpty() || (proof.startsWith("once") && !proofs.add(proof)) ? "sender_constraint" : "";
    }
}
