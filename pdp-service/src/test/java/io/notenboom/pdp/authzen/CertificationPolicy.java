// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.testkit.Vectors;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/**
 * The customer of the AuthZEN certification: the subjects and records of its fixture and its rules. In a test run only, at
 * {@code /authzen/certification}.
 */
@Singleton
public class CertificationPolicy extends RulePolicy {

    static final String TENANT = "certification";

    /** With the fixture; without entities where the vectors are not at hand. */
    public CertificationPolicy() {
        super(TENANT);
        JsonNode fixture = fixture();
        for (String kind : new String[] {"subjects", "resources"}) {
            fixture.path(kind)
                    .forEach(entity -> entity(
                            entity.path("type").asText(),
                            entity.path("id").asText(),
                            entity.path("properties") instanceof ObjectNode properties
                                    ? properties
                                    : JsonNodeFactory.instance.objectNode()));
        }
        rule("read", (facts, searching) -> facts.known());
        rule("write", CertificationPolicy::mayWrite);
        rule(
                "delete",
                (facts, searching) -> ordinary(facts)
                        && facts.question().action().property("soft").asBoolean(false));
    }

    private static JsonNode fixture() {
        try {
            return Vectors.folder("own/authzen").isEmpty()
                    ? JsonNodeFactory.instance.objectNode()
                    : JsonMapper.builder()
                            .build()
                            .readTree(Files.readAllBytes(
                                    Vectors.folder("own/authzen").orElseThrow().resolve("certification.json")))
                            .path("fixture");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What is archived is written by administrators only; the role and the status count as sent, in searches also as stored. */
    private static boolean mayWrite(Facts facts, boolean searching) {
        String status = searching
                ? facts.ofResource("status")
                : facts.question().resource().property("status").asText("");
        String role = searching
                ? facts.ofSubject("role")
                : facts.question().subject().property("role").asText("");
        return status.equals("archived") ? role.equals("admin") : ordinary(facts);
    }

    /** Somebody who is known and has no role of their own. */
    private static boolean ordinary(Facts facts) {
        return facts.known() && facts.subject().isEmpty();
    }
}
