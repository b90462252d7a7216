// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Texts in raw (still percent-encoded) path segments. DIDs hold percent signs of their own, so callers write {@code %3A} inside a
 * DID as it is or as {@code %253A}: a segment is decoded once if it holds {@code %25} or begins
 * with {@code did%3A}, else only {@code %23} is.
 */
final class PathText {

    private PathText() {}

    static SubjectId subject(String text) {
        return SubjectId.tryParse(text).orElseThrow(() -> Problems.subjectNotFound());
    }

    static Did did(String raw) {
        return Did.tryParse(plain(raw))
                .orElseThrow(() -> Problems.badRequest("the path must end with a DID; write %3A inside it as %253A"));
    }

    static DidUrl didUrl(String raw) {
        return DidUrl.tryParse(plain(raw))
                .orElseThrow(() -> Problems.badRequest(
                        "the path must end with a verification method id; write # as %23 and %3A inside it as %253A"));
    }

    static String plain(String raw) {
        boolean encoded = raw.contains("%25") || raw.regionMatches(true, 0, "did%3A", 0, 6);
        if (!encoded) {
            return raw.replace("%23", "#");
        }
        try {
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw Problems.badRequest("the path holds an incomplete percent-encoding");
        }
    }
}
