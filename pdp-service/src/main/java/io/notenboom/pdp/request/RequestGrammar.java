// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

import io.notenboom.pdp.task.TaskDocument;

/**
 * What one enforcement point may carry.
 *
 * @param kind what stands behind it
 * @param basePath the path before {@code /Type/id}, as registered: starts with a slash and does not end in one
 * @param fhirVersion the types in force
 * @param bodyMode whether bodies arrive
 */
public record RequestGrammar(EndpointKind kind, String basePath, FhirVersion fhirVersion, BodyMode bodyMode) {

    /** Longest target in bytes. */
    public static final int MAX_TARGET_LENGTH = 2048;

    /** Most parameters in a query. */
    public static final int MAX_QUERY_PAIRS = 16;

    /** Longest body in bytes. */
    public static final int MAX_BODY_LENGTH = TaskDocument.MAX_LENGTH;

    public RequestGrammar {
        if (!validBasePath(basePath)) {
            throw new IllegalArgumentException("A base path starts with a slash and has plain segments only.");
        }
    }

    /** Whether a text can be a base path: one or more segments of {@code A-Z a-z 0-9 . _ -}, none of them dots only. */
    public static boolean validBasePath(String text) {
        if (!text.startsWith("/") || text.length() > 200) {
            return false;
        }
        for (String segment : text.substring(1).split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..") || !TargetBytes.plain(segment)) {
                return false;
            }
        }
        return true;
    }
}
