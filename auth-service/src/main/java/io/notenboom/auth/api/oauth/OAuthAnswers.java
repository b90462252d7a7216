// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.oauth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.form.FormParameters;
import io.notenboom.auth.form.MalformedFormException;
import io.notenboom.auth.token.OAuthError;
import io.notenboom.kit.redis.RedisFailures;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Answers of OAuth endpoints: JSON always, never stored by caches unless said. */
final class OAuthAnswers {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String PUBLIC_CACHE = "max-age=300";
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    /** After which it is worth to try again what was refused for a passing reason. */
    static final Duration A_MOMENT = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(OAuthAnswers.class);

    private OAuthAnswers() {}

    /** Reads a form and answers with what the function makes of it, or with the error of the form. */
    static Response withForm(@Nullable String contentType, byte[] body, Function<FormParameters, Response> answer) {
        if (!isForm(contentType)) {
            return error(OAuthError.invalidRequest("send the parameters as " + FORM), UNSUPPORTED_MEDIA_TYPE);
        }
        try {
            return orUnavailable(FormParameters.parse(new String(body, StandardCharsets.ISO_8859_1)), answer);
        } catch (MalformedFormException malformed) {
            return error(OAuthError.invalidRequest(
                    Optional.ofNullable(malformed.getMessage()).orElse("the form is malformed")));
        }
    }

    /** What the function makes of a form; while the store is away an error that says so, and nothing else. */
    private static Response orUnavailable(FormParameters form, Function<FormParameters, Response> answer) {
        try {
            return answer.apply(form);
        } catch (RuntimeException failure) {
            if (!RedisFailures.isUnavailable(failure)) {
                throw failure;
            }
            LOG.errorf("an OAuth request failed, Redis cannot be used: %s", failure);
            return unavailable("the store does not answer; try again in a moment", A_MOMENT);
        }
    }

    /** An error that passes by itself, probably within this time. */
    static Response unavailable(String description, Duration retryAfter) {
        return error(new OAuthError(OAuthError.Code.TEMPORARILY_UNAVAILABLE, description, retryAfter));
    }

    /** An answer for one caller. */
    static Response json(ObjectNode body) {
        return Response.ok(body, MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** An answer that everybody may keep for five minutes. */
    static Response cacheable(ObjectNode body) {
        return Response.ok(body, MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, PUBLIC_CACHE)
                .build();
    }

    static Response error(OAuthError error) {
        return error(error, error.code().status());
    }

    static Response error(OAuthError error, int status) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("error", error.code().wireName())
                .put("error_description", error.description());
        Response.ResponseBuilder answer = Response.status(status)
                .entity(body)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        Duration wait = error.retryAfter();
        return wait == null
                ? answer.build()
                : answer.header(
                                HttpHeaders.RETRY_AFTER,
                                Math.max(1, wait.plusNanos(999_999_999).toSeconds()))
                        .build();
    }

    static boolean isForm(@Nullable String contentType) {
        return contentType != null
                && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(FORM);
    }
}
