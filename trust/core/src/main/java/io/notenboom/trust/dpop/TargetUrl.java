// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.dpop;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * A request URL as RFC 9449 §4.3 compares it: scheme and host in lower case, the default port made explicit, an empty path
 * as {@code /}, query and fragment dropped (RFC 3986 §6.2.2.1, §6.2.3). The path is compared character by character, not
 * decoded.
 */
record TargetUrl(String scheme, String host, int port, String path) {

    private static final int MAX_LENGTH = 4096;

    /** Empty if the text is not an absolute http or https URL, or has user information. */
    static Optional<TargetUrl> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException noUrl) {
            return Optional.empty();
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean https = scheme.equals("https");
        if ((!https && !scheme.equals("http")) || uri.getHost() == null || uri.getRawUserInfo() != null) {
            return Optional.empty();
        }
        int defaultPort = https ? 443 : 80;
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return Optional.of(new TargetUrl(
                scheme, uri.getHost().toLowerCase(Locale.ROOT), uri.getPort() < 0 ? defaultPort : uri.getPort(), path));
    }

    /** The URL without query and fragment. */
    static String withoutQuery(URI url) {
        String text = url.toString();
        int end = text.length();
        for (char mark : new char[] {'#', '?'}) {
            int index = text.indexOf(mark);
            end = index < 0 ? end : Math.min(end, index);
        }
        return text.substring(0, end);
    }
}
