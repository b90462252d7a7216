// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.enforcement;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
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

    /**
     * The hash of a request that is in canonical form.
     *
     * @param target path and query as they were sent
     * @param body empty without one
     */
    public static String of(String method, String target, byte[] body) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0
                ? ""
                : Arrays.stream(target.substring(question + 1).split("&", -1))
                        .sorted()
                        .collect(Collectors.joining("&"));
        String lines = method + "\n" + path + "\n" + query + "\n" + (body.length == 0 ? "" : hash(body)) + "\n";
        return hash(lines.getBytes(StandardCharsets.UTF_8));
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
