// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.peer.JsonCalls;
import io.notenboom.pdp.peer.OutboundCalls;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Finds receivers through the node's own copy of the registry: the endpoint {@code oauth} is the issuer URL of the receiver's
 * authorization server, whose metadata names its DIDs; the endpoint {@code eOverdracht-notification} is where notifications go.
 */
public final class RegistryReceiverLookup implements ReceiverLookup {

    /** Name of the endpoint type of an authorization server's issuer URL. */
    public static final String OAUTH = "oauth";

    /** Name of the endpoint type of a notification endpoint. */
    public static final String NOTIFICATION = "eOverdracht-notification";

    /** Name of the endpoint type of a FHIR server. */
    public static final String FHIR = "fhir";

    /** Namespace of the Foundation's endpoint types; the registry writes types as URNs, names in lower case. */
    private static final String FOUNDATION_TYPES = "urn:oid:1.3.6.1.4.1.54851.2:";

    private static final String WELL_KNOWN = "/.well-known/oauth-authorization-server";

    private static final int MAX_DIDS = 20;

    private final JsonCalls registry;
    private final OutboundCalls outbound;
    private final String notificationType;

    /** Over calls to the registry and to other nodes, with the endpoint type of eOverdracht. */
    public RegistryReceiverLookup(JsonCalls registry, OutboundCalls outbound) {
        this(registry, outbound, NOTIFICATION);
    }

    /** @param notificationType type of the endpoints that notifications go to */
    public RegistryReceiverLookup(JsonCalls registry, OutboundCalls outbound, String notificationType) {
        this.registry = registry;
        this.outbound = outbound;
        this.notificationType = notificationType;
    }

    /** The FHIR base that an organisation registered; empty when none, or when that cannot be asked. */
    public Optional<String> fhirBase(String organisation) {
        return address(organisation, FHIR);
    }

    @Override
    public Found find(String organisation) {
        return switch (registry.get(path(organisation))) {
            case JsonCalls.Answer.Ok ok -> resolve(organisation, ok.body().path("endpoints"));
            case JsonCalls.Answer.Refused refused when refused.status() == 404 -> new Found.Unknown();
            case JsonCalls.Answer.Refused refused -> new Found.Unreachable();
            case JsonCalls.Answer.Unreachable unreachable -> new Found.Unreachable();
        };
    }

    @Override
    public Optional<String> notificationAddress(String organisation) {
        return address(organisation, notificationType);
    }

    private Optional<String> address(String organisation, String type) {
        return registry.get(path(organisation)) instanceof JsonCalls.Answer.Ok ok
                        && !contested(ok.body().path("endpoints"))
                ? location(ok.body().path("endpoints"), type)
                : Optional.empty();
    }

    private static String path(String organisation) {
        return "/registry/v1/organisations/" + URLEncoder.encode(organisation, StandardCharsets.UTF_8) + "/endpoints";
    }

    private static boolean contested(JsonNode endpoints) {
        return StreamSupport.stream(endpoints.spliterator(), false)
                .anyMatch(endpoint -> endpoint.path("contested").asBoolean(false));
    }

    private Found resolve(String organisation, JsonNode endpoints) {
        if (contested(endpoints)) {
            return new Found.Incomplete("with one vendor only: several claim this organisation");
        }
        Optional<String> issuer = location(endpoints, OAUTH);
        Optional<String> notification = location(endpoints, notificationType);
        if (issuer.isEmpty()) {
            return new Found.Incomplete("an endpoint of type " + OAUTH);
        }
        Optional<URI> url = webUrl(issuer.get());
        if (url.isEmpty()) {
            return new Found.Incomplete("an endpoint of type " + OAUTH + " that is a URL");
        }
        return switch (outbound.getJson(metadataUrl(url.get()))) {
            case JsonCalls.Answer.Ok ok -> identify(organisation, issuer.get(), notification, ok.body());
            case JsonCalls.Answer.Refused refused -> new Found.Unreachable();
            case JsonCalls.Answer.Unreachable unreachable -> new Found.Unreachable();
        };
    }

    private static Found identify(
            String organisation, String issuer, Optional<String> notification, JsonNode metadata) {
        if (!issuer.equals(metadata.path("issuer").textValue())) {
            return new Found.Incomplete("authorization server metadata whose issuer is the registered one");
        }
        Set<String> dids = new HashSet<>();
        String prefix = didWebPrefix(URI.create(issuer));
        for (JsonNode did : metadata.path("subject_dids")) {
            String text = did.asText();
            if ((text.equals(prefix) || text.startsWith(prefix + ":")) && dids.size() < MAX_DIDS) {
                dids.add(text);
            }
        }
        if (dids.isEmpty()) {
            return new Found.Incomplete("a DID in its authorization server metadata of the same host");
        }
        return new Found.Known(new Receiver(organisation, dids, issuer, notification.orElse(null)));
    }

    /** RFC 8414, section 3.1: the well-known part stands between host and path. */
    private static String metadataUrl(URI issuer) {
        return issuer.getScheme() + "://" + issuer.getRawAuthority() + WELL_KNOWN + issuer.getRawPath();
    }

    private static String didWebPrefix(URI issuer) {
        String host = "did:web:" + issuer.getHost();
        return issuer.getPort() < 0 ? host : host + "%3A" + issuer.getPort();
    }

    /** Of several endpoints of a type the one that began last: the one that replaces the others. */
    private static Optional<String> location(JsonNode endpoints, String type) {
        return StreamSupport.stream(endpoints.spliterator(), false)
                .filter(endpoint -> ofType(endpoint.path("endpointType").asText(""), type))
                .max(Comparator.comparing(RegistryReceiverLookup::start)
                        .thenComparing(endpoint -> endpoint.path("endpointId").asText("")))
                .map(endpoint -> endpoint.path("location").asText(""))
                .map(location -> location.endsWith("/") ? location.substring(0, location.length() - 1) : location);
    }

    private static boolean ofType(String registered, String type) {
        return registered.equals(type) || registered.equalsIgnoreCase(FOUNDATION_TYPES + type);
    }

    private static Instant start(JsonNode endpoint) {
        try {
            return Instant.parse(endpoint.path("start").asText(""));
        } catch (DateTimeParseException unstated) {
            return Instant.MIN;
        }
    }

    private static Optional<URI> webUrl(String text) {
        try {
            URI url = URI.create(text);
            boolean web = ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null;
            return web ? Optional.of(url) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
