// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.replay.likeness.Likeness;
import io.notenboom.auth.replay.node.RouteAnswer;
import io.notenboom.auth.replay.node.RouteRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where our public metadata, definitions and DID documents do otherwise than recorded ones. */
final class PublicDifferences {

    private static final Set<Operation> OF_A_SUBJECT =
            Set.of(Operation.AUTHORIZATION_SERVER, Operation.OAUTH_CLIENT, Operation.DEFINITION);
    private static final String OAUTH = "/oauth2/";

    private PublicDifferences() {}

    static Optional<String> name(ReplayedExchange replayed) {
        Optional<String> unknown = unknownSubject(replayed);
        if (unknown.isPresent()) {
            return unknown;
        }
        return switch (replayed.operation()) {
            case AUTHORIZATION_SERVER_APPENDED ->
                replayed.exchange().status() == 404 && replayed.ours().successful()
                        ? Optional.of("ours also answers where the well-known part is appended")
                        : Optional.empty();
            case DEFINITION -> ErrorPages.name(replayed).or(() -> severalScopes(replayed));
            case DID_DOCUMENT -> deletedService(replayed);
            default -> Optional.empty();
        };
    }

    /** They answer for subjects that do not exist. Shown by our answer for one that does, under the other name. */
    private static Optional<String> unknownSubject(ReplayedExchange replayed) {
        String subject = replayed.pathAfter(OAUTH);
        Optional<String> other = replayed.node().anySubject();
        boolean applies = OF_A_SUBJECT.contains(replayed.operation())
                && replayed.exchange().successful()
                && replayed.oursSays("subject not found")
                && !replayed.node().hasSubject(subject);
        if (!applies || other.isEmpty()) {
            return Optional.empty();
        }
        RouteAnswer known =
                replayed.again(get(replayed, target(replayed).replace(OAUTH + subject, OAUTH + other.get())));
        JsonNode theirs = renamed(replayed.theirs(), OAUTH + subject, OAUTH + other.get());
        List<String> differences = replayed.operation() == Operation.DEFINITION
                ? Likeness.differences(theirs, known.body(), replayed.tolerance(), Set.of())
                : MetadataShape.differences(replayed, theirs, known.body());
        return known.successful() && differences.isEmpty()
                ? Optional.of("ours answers for subjects that exist only")
                : Optional.empty();
    }

    private static JsonNode renamed(JsonNode node, String from, String to) {
        if (node.isTextual()) {
            return JsonNodeFactory.instance.textNode(node.textValue().replace(from, to));
        }
        if (node instanceof ObjectNode object) {
            ObjectNode renamed = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(member -> renamed.set(member.getKey(), renamed(member.getValue(), from, to)));
            return renamed;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode renamed = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> renamed.add(renamed(element, from, to)));
            return renamed;
        }
        return node;
    }

    /** Shown by our answer for the one scope that has the definition. */
    private static Optional<String> severalScopes(ReplayedExchange replayed) {
        String query = Optional.ofNullable(replayed.exchange().url().getQuery()).orElse("");
        List<String> scopes =
                List.of(query.replaceFirst(".*?scope=([^&]*).*", "$1").split("[ +]"));
        if (scopes.size() < 2
                || !replayed.exchange().successful()
                || !replayed.ourError().equals("invalid_scope")) {
            return Optional.empty();
        }
        boolean same = scopes.stream().anyMatch(scope -> {
            String path = replayed.exchange().url().getRawPath();
            RouteAnswer one =
                    replayed.again(get(replayed, path + "?scope=" + URLEncoder.encode(scope, StandardCharsets.UTF_8)));
            return one.successful() && one.body().equals(replayed.theirs());
        });
        return same
                ? Optional.of("ours refuses scopes that its token endpoint would refuse together")
                : Optional.empty();
    }

    private static RouteRequest get(ReplayedExchange replayed, String target) {
        return new RouteRequest("GET", target, replayed.exchange().requestHeaders(), new byte[0]);
    }

    private static String target(ReplayedExchange replayed) {
        String query = replayed.exchange().url().getRawQuery();
        return replayed.exchange().url().getRawPath() + (query == null ? "" : "?" + query);
    }

    /** Shown by the service being one that was there and was deleted, and all the rest being equal. */
    private static Optional<String> deletedService(ReplayedExchange replayed) {
        if (!replayed.exchange().successful()
                || !(replayed.theirs() instanceof ObjectNode theirs)
                || !(replayed.ours().body() instanceof ObjectNode ours)) {
            return Optional.empty();
        }
        ObjectNode restOfTheirs = theirs.deepCopy();
        ArrayNode left = JsonNodeFactory.instance.arrayNode();
        boolean deleted = false;
        for (JsonNode service : theirs.path("service")) {
            if (replayed.node().deletedService(theirs.path("id").asText(), service)) {
                deleted = true;
            } else {
                left.add(service);
            }
        }
        restOfTheirs.remove("service");
        if (!left.isEmpty()) {
            restOfTheirs.set("service", left);
        }
        boolean same = Likeness.differences(restOfTheirs, ours, replayed.tolerance(), Set.of())
                .isEmpty();
        return deleted && same ? Optional.of(Defect.DELETED_SERVICE.text()) : Optional.empty();
    }
}
