// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import io.notenboom.pdp.request.CanonicalOutcome;
import io.notenboom.pdp.request.CanonicalRequest;
import io.notenboom.pdp.request.RawRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The hash of a canonical request: the same for the same request in every dialect. Whoever forwards the request can compare it
 * with what was decided on.
 *
 * <p>It is base64url of the SHA-256 of four lines, each ended by a line feed: the method; the path; the query parameters sorted
 * by their bytes and joined by {@code &}; the SHA-256 of the body in base64url, or nothing without a body.
 */
public final class RequestHash {

    private RequestHash() {}

    /** The hash; empty for a request that has no canonical form. */
    public static Optional<String> of(RawRequest raw, CanonicalOutcome canonical) {
        if (!(canonical instanceof CanonicalRequest request)) {
            return Optional.empty();
        }
        int question = raw.target().indexOf('?');
        String query = question < 0
                ? ""
                : Arrays.stream(raw.target().substring(question + 1).split("&", -1))
                        .sorted()
                        .collect(Collectors.joining("&"));
        String body = raw.body().present() ? hash(raw.body().bytes()) : "";
        String lines = raw.method() + "\n" + request.path() + "\n" + query + "\n" + body + "\n";
        return Optional.of(hash(lines.getBytes(StandardCharsets.UTF_8)));
    }

    private static String hash(byte[] bytes) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256.", missing);
        }
    }
}
