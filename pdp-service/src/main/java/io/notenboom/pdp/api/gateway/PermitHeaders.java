// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.gateway;

import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.pep.RequestAuthorization.Authorized;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a permit tells the enforcement point, by header name, in every dialect that has headers. */
final class PermitHeaders {

    private PermitHeaders() {}

    static Map<String, String> of(Authorized authorized, Decision.Permit permit) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Decision-Id", authorized.decisionId());
        permit.flow().ifPresent(flow -> headers.put("X-Flow-Id", flow.id()));
        String client = authorized.circumstances().client();
        if (!client.isEmpty()) {
            headers.put("X-Client-Id", client.split(" ", 2)[0]);
        }
        headers.putAll(AuditHeaders.of(client, authorized.circumstances().user()));
        if (!permit.obligations().isEmpty()) {
            headers.put(
                    "X-Obligation",
                    permit.obligations().stream()
                            .sorted()
                            .map(Decision.Obligation::wireName)
                            .collect(Collectors.joining(", ")));
        }
        return headers;
    }
}
