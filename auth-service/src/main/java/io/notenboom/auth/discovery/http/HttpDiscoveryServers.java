// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.notenboom.auth.discovery.DiscoveryServerException;
import io.notenboom.auth.discovery.DiscoveryServerException.Reason;
import io.notenboom.auth.discovery.DiscoveryServers;
import io.notenboom.auth.discovery.EntryPage;
import io.notenboom.auth.discovery.ServiceDefinition;
import io.notenboom.kit.outbound.OutboundHttp;
import io.notenboom.kit.outbound.OutboundOutcome;
import io.notenboom.kit.outbound.OutboundRequest;
import io.notenboom.kit.outbound.OutboundResponse;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Calls discovery servers as Nuts nodes do. */
public final class HttpDiscoveryServers implements DiscoveryServers, AutoCloseable {

    /** Largest answer, in bytes: servers without pages give a whole list at once. */
    public static final int MAX_ANSWER = 8_000_000;

    private static final String JSON = "application/json";
    private static final String FORWARDED = "X-Forwarded-Host";
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,18}");
    private static final int MAX_SEED = 128;
    private static final int MAX_ENTRIES = 50_000;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final OutboundHttp http;

    /** @param http takes answers of {@value #MAX_ANSWER} bytes; is closed with this */
    public HttpDiscoveryServers(OutboundHttp http) {
        this.http = http;
    }

    @Override
    public EntryPage list(ServiceDefinition service, long after) throws DiscoveryServerException {
        URI url = URI.create(service.endpoint() + "?timestamp=" + after);
        OutboundResponse answer = send(OutboundRequest.get(url).accept(JSON).header(FORWARDED, service.authority()));
        try {
            return page(StrictJson.parseObject(answer.body(), MAX_ANSWER));
        } catch (JsonInputException malformed) {
            throw new DiscoveryServerException(Reason.INVALID_ANSWER, malformed);
        }
    }

    @Override
    public void register(ServiceDefinition service, String presentation) throws DiscoveryServerException {
        byte[] body = StrictJson.write(TextNode.valueOf(presentation));
        Objects.requireNonNull(send(OutboundRequest.post(service.endpoint(), JSON, body)
                .accept(JSON)
                .header(FORWARDED, service.authority())));
    }

    /** Closes the connections. */
    @Override
    public void close() {
        http.close();
    }

    private static EntryPage page(ObjectNode json) throws DiscoveryServerException {
        JsonNode timestamp = json.path("timestamp");
        JsonNode seed = json.path("seed");
        boolean formed = json.path("entries").isObject()
                && json.path("entries").size() <= MAX_ENTRIES
                && timestamp.isIntegralNumber()
                && timestamp.canConvertToLong()
                && timestamp.longValue() >= 0
                && seed.isTextual()
                && seed.textValue().length() <= MAX_SEED;
        if (!formed) {
            throw new DiscoveryServerException(Reason.INVALID_ANSWER);
        }
        SortedMap<Long, String> entries = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : json.path("entries").properties()) {
            if (!TIMESTAMP.matcher(entry.getKey()).matches()
                    || !entry.getValue().isTextual()) {
                throw new DiscoveryServerException(Reason.INVALID_ANSWER);
            }
            entries.put(Long.parseLong(entry.getKey()), entry.getValue().textValue());
        }
        return new EntryPage(seed.textValue(), timestamp.longValue(), entries);
    }

    private OutboundResponse send(OutboundRequest request) throws DiscoveryServerException {
        return switch (http.send(request)) {
            case OutboundResponse response -> usable(response);
            case OutboundOutcome.Refused refused -> throw new DiscoveryServerException(reason(refused));
            case OutboundOutcome.Failed failed -> throw new DiscoveryServerException(reason(failed));
        };
    }

    private static OutboundResponse usable(OutboundResponse response) throws DiscoveryServerException {
        if (response.successful()) {
            return response;
        }
        if (response.status() == NOT_FOUND) {
            throw new DiscoveryServerException(Reason.UNKNOWN_SERVICE);
        }
        boolean unavailable = response.status() >= SERVER_ERROR || response.status() == TOO_MANY;
        throw new DiscoveryServerException(unavailable ? Reason.UNAVAILABLE : Reason.REFUSED);
    }

    private static Reason reason(OutboundOutcome.Refused refused) {
        return switch (refused.reason()) {
            case MALFORMED_OR_INSECURE_URL, FORBIDDEN_ADDRESS -> Reason.NOT_ALLOWED;
            case REDIRECTS -> Reason.INVALID_ANSWER;
        };
    }

    private static Reason reason(OutboundOutcome.Failed failed) {
        return switch (failed.reason()) {
            case UNKNOWN_HOST, CONNECTION, TIMEOUT, HOST_PAUSED -> Reason.UNAVAILABLE;
            case TOO_LARGE -> Reason.INVALID_ANSWER;
        };
    }
}
