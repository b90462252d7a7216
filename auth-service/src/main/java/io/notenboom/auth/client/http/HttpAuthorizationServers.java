// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.client.AuthorizationServer;
import io.notenboom.auth.client.AuthorizationServers;
import io.notenboom.auth.client.GrantedToken;
import io.notenboom.auth.client.NonceNeededException;
import io.notenboom.auth.client.RemoteServerException;
import io.notenboom.auth.client.RemoteServerException.Reason;
import io.notenboom.kit.outbound.OutboundHttp;
import io.notenboom.kit.outbound.OutboundLimits;
import io.notenboom.kit.outbound.OutboundOutcome;
import io.notenboom.kit.outbound.OutboundRequest;
import io.notenboom.kit.outbound.OutboundResponse;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.secret.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Talks to authorization servers as Nuts nodes do (RFC 8414, Nuts RFC021). */
public final class HttpAuthorizationServers implements AuthorizationServers {

    private static final String JSON = "application/json";
    private static final String WELL_KNOWN = "/.well-known/oauth-authorization-server";
    private static final String METADATA = "authorization server metadata";
    private static final String DEFINITION = "presentation definition";
    private static final String TOKEN = "token request";
    private static final int SERVER_ERROR = 500;
    private static final int MAX_TOKEN = 8192;
    private static final int MAX_VALUES = 64;

    /** RFC 9449 §8.1, of a length that fits a header. */
    private static final Pattern NONCE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,1024}");

    private final OutboundHttp http;

    /** Talks with this client. */
    public HttpAuthorizationServers(OutboundHttp http) {
        this.http = http;
    }

    @Override
    public AuthorizationServer metadata(URI issuer) throws RemoteServerException {
        OutboundResponse answer = get(insertForm(issuer), METADATA);
        if (!answer.successful()) {
            answer = get(URI.create(issuer + WELL_KNOWN), METADATA);
        }
        ObjectNode json = object(answer, METADATA);
        if (!json.path("issuer").asText("").equals(issuer.toString())) {
            throw new RemoteServerException(Reason.INVALID_ANSWER, METADATA);
        }
        return new AuthorizationServer(
                issuer.toString(),
                url(json, "token_endpoint"),
                json.has("presentation_definition_endpoint") ? url(json, "presentation_definition_endpoint") : null,
                Set.copyOf(texts(json.path("did_methods_supported"))),
                formats(json.has("vp_formats_supported") ? json.path("vp_formats_supported") : json.path("vp_formats")),
                Set.copyOf(texts(json.path("grant_types_supported"))));
    }

    @Override
    public JsonNode presentationDefinition(URI definitions, String scope) throws RemoteServerException {
        String endpoint = definitions.toString();
        String separator = endpoint.contains("?") ? "&" : "?";
        URI url = URI.create(endpoint + separator + "scope=" + URLEncoder.encode(scope, StandardCharsets.UTF_8));
        return object(get(url, DEFINITION), DEFINITION);
    }

    @Override
    public GrantedToken requestToken(AuthorizationServer server, Map<String, String> form, @Nullable String proof)
            throws RemoteServerException {
        OutboundRequest request =
                OutboundRequest.postForm(server.tokenEndpoint(), form).accept(JSON);
        OutboundRequest bound = proof == null ? request : request.header("DPoP", proof);
        OutboundResponse answer = send(bound, TOKEN);
        Optional<String> nonce = proof == null || answer.successful() ? Optional.empty() : nonce(answer);
        if (nonce.isPresent()) {
            throw new NonceNeededException(TOKEN, nonce.get());
        }
        return granted(object(answer, TOKEN), form);
    }

    /** The nonce that a server asks for. */
    private static Optional<String> nonce(OutboundResponse refusal) {
        return refusal.header("DPoP-Nonce")
                .filter(nonce -> NONCE.matcher(nonce).matches())
                .filter(_ -> errorCode(refusal).equals("use_dpop_nonce"));
    }

    private static GrantedToken granted(ObjectNode json, Map<String, String> form) throws RemoteServerException {
        String token = json.path("access_token").asText("");
        String type = json.path("token_type").asText("");
        long lifetime = json.path("expires_in").asLong(0);
        if (token.isEmpty() || token.length() > MAX_TOKEN || lifetime <= 0 || lifetime > Integer.MAX_VALUE) {
            throw new RemoteServerException(Reason.INVALID_ANSWER, TOKEN);
        }
        String asked = form.getOrDefault("scope", "");
        return new GrantedToken(
                Secret.of(token),
                canonicalType(type),
                lifetime,
                json.path("scope").asText(asked));
    }

    private static String canonicalType(String type) {
        if (type.equalsIgnoreCase("DPoP")) {
            return "DPoP";
        }
        return type.equalsIgnoreCase("Bearer") ? "Bearer" : "";
    }

    private OutboundResponse get(URI url, String step) throws RemoteServerException {
        return send(OutboundRequest.get(url).accept(JSON), step);
    }

    private OutboundResponse send(OutboundRequest request, String step) throws RemoteServerException {
        return switch (http.send(request)) {
            case OutboundResponse response -> response;
            case OutboundOutcome.Refused refused -> throw new RemoteServerException(reason(refused), step);
            case OutboundOutcome.Failed failed -> throw new RemoteServerException(reason(failed), step);
        };
    }

    private static ObjectNode object(OutboundResponse answer, String step) throws RemoteServerException {
        if (!answer.successful()) {
            throw refused(answer, step);
        }
        try {
            return StrictJson.parseObject(answer.body(), OutboundLimits.STANDARD.maxBodyBytes());
        } catch (JsonInputException malformed) {
            throw new RemoteServerException(Reason.INVALID_ANSWER, step, malformed);
        }
    }

    /** An OAuth error is a refusal, whatever the status; the rest is told by the status alone. */
    private static RemoteServerException refused(OutboundResponse answer, String step) {
        String code = errorCode(answer);
        boolean away = code.isEmpty() ? answer.status() >= SERVER_ERROR : code.equals("temporarily_unavailable");
        return new RemoteServerException(away ? Reason.UNAVAILABLE : Reason.REFUSED, step, code);
    }

    private static String errorCode(OutboundResponse answer) {
        try {
            return StrictJson.parseObject(answer.body(), OutboundLimits.STANDARD.maxBodyBytes())
                    .path("error")
                    .asText("");
        } catch (JsonInputException other) {
            return "";
        }
    }

    private static URI insertForm(URI issuer) {
        String path = issuer.getRawPath() == null ? "" : issuer.getRawPath();
        return URI.create(issuer.getScheme() + "://" + issuer.getRawAuthority() + WELL_KNOWN + path);
    }

    private static URI url(ObjectNode json, String member) throws RemoteServerException {
        try {
            URI url = URI.create(json.path(member).asText(""));
            if (url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException notAUrl) {
            throw new RemoteServerException(Reason.INVALID_ANSWER, METADATA, notAUrl);
        }
        throw new RemoteServerException(Reason.INVALID_ANSWER, METADATA);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array) {
            if (element.isTextual() && texts.size() < MAX_VALUES) {
                texts.add(element.textValue());
            }
        }
        return texts;
    }

    /** Metadata says {@code jwt_vp_json} where definitions say {@code jwt_vp}. */
    private static Set<String> formats(JsonNode object) {
        Set<String> formats = new HashSet<>();
        object.fieldNames().forEachRemaining(name -> {
            if (formats.size() < MAX_VALUES) {
                formats.add(name.endsWith("_json") ? name.substring(0, name.length() - "_json".length()) : name);
            }
        });
        return formats;
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
