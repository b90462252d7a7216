// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Scopes of the demo and the presentation definitions behind them. */
final class DemoScope {

    /** Asked for by the side that reads FHIR data of a transfer. */
    static final String READ = "eOverdracht-receiver";

    /** Asked for by the side that notifies. */
    static final String NOTIFY = "eOverdracht-sender";

    /** Asked for by the side that notifies by Technical Agreement Notified Pull. */
    static final String NOTIFY_BY_TASK = "ta-np-notification";

    /** A scope of another use case, which opens nothing in a transfer. */
    static final String OTHER_USE_CASE = "homemonitoring";

    /** A scope whose tokens live one second, to show an expired token. */
    static final String SHORT_LIVED = "short-lived";

    private static final String ORGANISATION = "NutsOrganizationCredential";
    private static final String USE_CASE = "EOverdrachtCredential";

    private DemoScope() {}

    /** The policy file: what must be presented for each scope, issued by this issuer. */
    static Map<String, Object> policies(String issuer) {
        return Map.of(
                READ, profile(READ, issuer, List.of(ORGANISATION, USE_CASE)),
                NOTIFY, profile(NOTIFY, issuer, List.of(ORGANISATION, USE_CASE)),
                NOTIFY_BY_TASK, profile(NOTIFY_BY_TASK, issuer, List.of(ORGANISATION, USE_CASE)),
                OTHER_USE_CASE, profile(OTHER_USE_CASE, issuer, List.of(ORGANISATION)),
                SHORT_LIVED, profile(SHORT_LIVED, issuer, List.of(ORGANISATION)));
    }

    private static Map<String, Object> profile(String scope, String issuer, List<String> types) {
        return Map.of(
                "organization",
                Map.of(
                        "id",
                        "pd-" + scope,
                        "name",
                        "What a care organisation presents for " + scope,
                        "format",
                        Map.of(
                                "jwt_vp", Map.of("alg", List.of("ES256")),
                                "jwt_vc", Map.of("alg", List.of("ES256")),
                                // what the organisation says of its user is not signed by itself
                                "ldp_vc", Map.of("proof_type", List.of("JsonWebSignature2020"))),
                        "submission_requirements",
                        List.of(
                                Map.of("rule", "all", "from", "organisation"),
                                Map.of("rule", "pick", "min", 0, "max", 1, "from", "user")),
                        "input_descriptors",
                        Stream.concat(types.stream().map(type -> descriptor(type, issuer)), Stream.of(user()))
                                .toList()));
    }

    /** Who uses the software, as the organisation says; only where a user is asked for does it matter. */
    private static Map<String, Object> user() {
        List<Map<String, Object>> fields = List.of(
                constant("$.type", "NutsEmployeeCredential"),
                claim("employee_identifier", "$.credentialSubject[0].identifier", "$.credentialSubject.identifier"));
        return Map.of("id", "id_user", "group", List.of("user"), "constraints", Map.of("fields", fields));
    }

    private static Map<String, Object> descriptor(String type, String issuer) {
        List<Map<String, Object>> fields = type.equals(ORGANISATION)
                ? List.of(
                        constant("$.type", type),
                        constant("$.issuer", issuer),
                        claim("organization_did", "$.credentialSubject[0].id", "$.credentialSubject.id"),
                        claim(
                                "organization_name",
                                "$.credentialSubject[0].organization.name",
                                "$.credentialSubject.organization.name"),
                        claim(
                                "organization_city",
                                "$.credentialSubject[0].organization.city",
                                "$.credentialSubject.organization.city"))
                : List.of(
                        constant("$.type", type),
                        constant("$.issuer", issuer),
                        claim(
                                "eoverdracht_version",
                                "$.credentialSubject[0].eOverdracht.version",
                                "$.credentialSubject.eOverdracht.version"));
        return Map.of("id", "id_" + type, "group", List.of("organisation"), "constraints", Map.of("fields", fields));
    }

    private static Map<String, Object> constant(String path, String value) {
        return Map.of("path", List.of(path), "filter", Map.of("type", "string", "const", value));
    }

    private static Map<String, Object> claim(String id, String... paths) {
        return Map.of("id", id, "path", List.of(paths), "filter", Map.of("type", "string"));
    }
}
