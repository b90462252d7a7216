// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.notenboom.auth.standing.IssuerRegistration;
import io.notenboom.auth.standing.IssuerRegistration.Standing;
import io.notenboom.auth.standing.Registry;
import io.notenboom.kit.peerservice.PeerServiceClient;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.json.StrictJson;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the registry-service of this node, which verified what it answers. */
public final class RegistryOverHttp implements Registry {

    private static final int PAGE = 500;
    private static final int MAX_EVENT = 16_384;
    private static final String OAUTH = "oauth";
    private static final String FOUNDATION_TYPES = "urn:oid:1.3.6.1.4.1.54851.2:";

    private final PeerServiceClient registry;

    /** Asks with this client. */
    public RegistryOverHttp(PeerServiceClient registry) {
        this.registry = registry;
    }

    @Override
    public Page events(long from) {
        JsonNode answer = registry.get("/registry/v1/events?from=" + from + "&limit=" + PAGE, JsonNode.class);
        List<Accepted> events = new ArrayList<>();
        for (JsonNode event : answer.path("events")) {
            events.add(new Accepted(
                    event.path("id").asText(),
                    event.path("sid").asText(),
                    event.path("evt").asText()));
        }
        JsonNode next = answer.path("next");
        return new Page(events, next.canConvertToLong() ? next.longValue() : null);
    }

    @Override
    public Optional<IssuerRegistration> issuer(Accepted event) {
        JsonNode answer = registry.get("/registry/v1/events/" + PeerServiceClient.segment(event.id()), JsonNode.class);
        JsonNode payload = payload(answer.path("jws").asText());
        Instant start = time(payload.path("start"));
        return !isOauth(payload.path("endpointType").asText())
                ? Optional.empty()
                : url(payload.path("location").asText())
                        .map(issuer -> new IssuerRegistration(
                                payload.path("endpointId").asText(),
                                payload.path("careOrganisation").asText(),
                                event.stream(),
                                issuer,
                                start == null ? Instant.EPOCH : start,
                                Standing.GOOD));
    }

    @Override
    public Map<String, InForce> issuersInForce(String organisation) {
        Map<String, InForce> inForce = new HashMap<>();
        String path = "/registry/v1/organisations/" + PeerServiceClient.segment(organisation) + "/endpoints";
        registry.find(path, JsonNode.class)
                .ifPresent(answer -> answer.path("endpoints").forEach(endpoint -> {
                    if (isOauth(endpoint.path("endpointType").asText())) {
                        url(endpoint.path("location").asText())
                                .ifPresent(issuer -> inForce.put(
                                        endpoint.path("endpointId").asText(),
                                        new InForce(issuer, time(endpoint.path("end")))));
                    }
                }));
        return inForce;
    }

    /** The registry verified it. What cannot be read here names no authorization server, and stops nothing. */
    private static JsonNode payload(String compact) {
        try {
            return StrictJson.parseObject(CompactJws.parse(compact, MAX_EVENT).payload(), MAX_EVENT);
        } catch (RuntimeException malformed) {
            return MissingNode.getInstance();
        }
    }

    private static boolean isOauth(String type) {
        return type.equals(OAUTH) || type.equalsIgnoreCase(FOUNDATION_TYPES + OAUTH);
    }

    /** An https URL without a slash at the end; what is none cannot be the issuer of a client. */
    private static Optional<String> url(String location) {
        try {
            String issuer = location.endsWith("/") ? location.substring(0, location.length() - 1) : location;
            return IssuerRegistration.authority(URI.create(issuer)).map(_ -> issuer);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static @Nullable Instant time(JsonNode text) {
        try {
            return text.isTextual() ? OffsetDateTime.parse(text.textValue()).toInstant() : null;
        } catch (DateTimeException malformed) {
            return null;
        }
    }
}
