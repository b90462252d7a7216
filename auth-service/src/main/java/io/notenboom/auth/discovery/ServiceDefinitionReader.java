// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.exchange.DefinitionException;
import io.notenboom.trust.exchange.PresentationDefinition;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads definition files in the format of Nuts nodes. */
public final class ServiceDefinitionReader {

    /** Longest file, in characters. */
    public static final int MAX_LENGTH = 512 * 1024;

    private static final Set<String> MEMBERS =
            Set.of("id", "did_methods", "endpoint", "presentation_max_validity", "presentation_definition");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~:-]{1,128}");
    private static final Pattern METHOD = Pattern.compile("[a-z0-9]{1,32}");
    private static final int MAX_METHODS = 16;
    private static final long LONGEST = Duration.ofDays(3660).toSeconds();

    private final boolean plainHttp;

    /** @param plainHttp whether an endpoint may be http, for development */
    public ServiceDefinitionReader(boolean plainHttp) {
        this.plainHttp = plainHttp;
    }

    /**
     * Reads a file.
     *
     * @throws ServiceDefinitionException if it cannot be used
     */
    public ServiceDefinition read(String text) {
        ObjectNode json;
        try {
            json = StrictJson.parseObject(text, MAX_LENGTH);
        } catch (JsonInputException malformed) {
            throw new ServiceDefinitionException(String.valueOf(malformed.getMessage()), malformed);
        }
        return new ServiceDefinition(
                id(json),
                methods(json.path("did_methods")),
                endpoint(json.path("endpoint")),
                validity(json.path("presentation_max_validity")),
                definition(json.path("presentation_definition")),
                json);
    }

    /** Members of a definition that have no meaning here; probably mistyped. */
    static List<String> unknownMembers(ServiceDefinition definition) {
        List<String> unknown = new ArrayList<>();
        definition.json().fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                unknown.add(name);
            }
        });
        return unknown;
    }

    private static String id(ObjectNode json) {
        String id = json.path("id").asText("");
        if (!json.path("id").isTextual() || !ID.matcher(id).matches()) {
            throw new ServiceDefinitionException("id must be a text of 1 to 128 characters [A-Za-z0-9._~:-]");
        }
        return id;
    }

    private static Set<String> methods(JsonNode node) {
        Set<String> methods = new HashSet<>();
        if (node.isMissingNode()) {
            return methods;
        }
        for (JsonNode method : node) {
            if (!method.isTextual() || !METHOD.matcher(method.textValue()).matches()) {
                throw new ServiceDefinitionException("did_methods must be names of DID methods, such as web");
            }
            methods.add(method.textValue());
        }
        if (!node.isArray() || methods.size() > MAX_METHODS) {
            throw new ServiceDefinitionException("did_methods must be an array of at most " + MAX_METHODS + " names");
        }
        return methods;
    }

    private URI endpoint(JsonNode node) {
        try {
            URI endpoint = URI.create(node.asText(""));
            boolean secure = "https".equals(endpoint.getScheme()) || (plainHttp && "http".equals(endpoint.getScheme()));
            if (node.isTextual()
                    && secure
                    && endpoint.getHost() != null
                    && endpoint.getRawUserInfo() == null
                    && endpoint.getRawQuery() == null
                    && endpoint.getRawFragment() == null) {
                return endpoint;
            }
        } catch (IllegalArgumentException notAUrl) {
            throw new ServiceDefinitionException("endpoint must be a URL", notAUrl);
        }
        throw new ServiceDefinitionException(
                "endpoint must be an https URL without user information, query and fragment"
                        + (plainHttp ? "; development mode takes http, too" : ""));
    }

    private static Duration validity(JsonNode node) {
        if (!node.isIntegralNumber()
                || !node.canConvertToLong()
                || node.longValue() < 1
                || node.longValue() > LONGEST) {
            throw new ServiceDefinitionException(
                    "presentation_max_validity must be a number of seconds from 1 to " + LONGEST);
        }
        return Duration.ofSeconds(node.longValue());
    }

    private static PresentationDefinition definition(JsonNode node) {
        try {
            return PresentationDefinition.parse(node, "presentation_definition");
        } catch (DefinitionException unusable) {
            throw new ServiceDefinitionException(String.valueOf(unusable.getMessage()), unusable);
        }
    }
}
