// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.replay.likeness.Likeness;
import io.notenboom.trust.jose.SignatureAlgorithm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Metadata of recorded nodes beside ours: what ours offers, too, has to be said equally. Left out of theirs is what belongs to the
 * user flow and to algorithms that ours does not offer; of ours what it offers beyond theirs.
 */
final class MetadataShape {

    private static final Set<String> OF_THE_USER_FLOW =
            Set.of("code", "query", "authorization_code", "authorization_endpoint");
    private static final Set<String> OURS = Set.of(
            "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "introspection_endpoint",
            "introspection_endpoint_auth_methods_supported",
            "introspection_endpoint_auth_signing_alg_values_supported",
            "introspection_signing_alg_values_supported",
            "revocation_endpoint",
            "revocation_endpoint_auth_methods_supported",
            "revocation_endpoint_auth_signing_alg_values_supported",
            "tls_client_certificate_bound_access_tokens",
            "mtls_endpoint_aliases",
            "subject_dids",
            "token_endpoint_auth_methods_supported",
            "jwks_uri",
            "client_id");
    private static final Set<String> OF_THE_PRODUCT = Set.of("software_id", "software_version");

    private MetadataShape() {}

    static List<String> differences(ReplayedExchange replayed) {
        return differences(replayed, replayed.theirs(), replayed.ours().body());
    }

    static List<String> differences(ReplayedExchange replayed, JsonNode theirs, JsonNode ours) {
        List<String> differences = new ArrayList<>();
        for (String name : OF_THE_PRODUCT) {
            if (replayed.operation() == Operation.OAUTH_CLIENT
                    && !theirs.path(name).isTextual()) {
                differences.add("$." + name + ": they lack it");
            }
        }
        Set<String> onlyOurs = new HashSet<>(OURS);
        onlyOurs.removeAll(said(theirs));
        differences.addAll(Likeness.differences(
                plain(theirs, OF_THE_USER_FLOW), plain(ours, onlyOurs), replayed.tolerance(), Set.of()));
        return differences;
    }

    /** Names of members and elements of arrays. */
    private static Set<String> said(JsonNode metadata) {
        Set<String> said = new HashSet<>();
        metadata.properties().forEach(member -> {
            said.add(member.getKey());
            member.getValue().forEach(element -> said.add(element.asText()));
        });
        return said;
    }

    private static JsonNode plain(JsonNode node, Set<String> leftOut) {
        if (node.isArray()) {
            return array(node, leftOut);
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode plain = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (!leftOut.contains(member.getKey()) && !OF_THE_PRODUCT.contains(member.getKey())) {
                plain.set(member.getKey(), plain(member.getValue(), leftOut));
            }
        }
        return plain;
    }

    /** Arrays of metadata are sets. */
    private static ArrayNode array(JsonNode node, Set<String> leftOut) {
        Set<String> elements = new TreeSet<>();
        for (JsonNode element : node) {
            boolean offered = !leftOut.contains(element.asText()) && !isOtherAlgorithm(element.asText());
            if (offered) {
                elements.add(element.asText());
            }
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        elements.forEach(array::add);
        return array;
    }

    private static boolean isOtherAlgorithm(String text) {
        return text.matches("(RS|PS|ES|HS)[0-9]{3}K?|EdDSA")
                && SignatureAlgorithm.ofJoseName(text)
                        .filter(SignatureAlgorithm.all()::contains)
                        .isEmpty();
    }
}
