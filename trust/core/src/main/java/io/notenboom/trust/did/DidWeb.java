// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.did;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A did:web DID taken apart (W3C CCG did:web). The host is a domain name in lower case (IP literals in any notation are
 * refused), the port follows as {@code %3A<port>}, each path segment is a plain name. Nothing here contacts a host, and
 * nothing decides whether a host may be contacted: {@code localhost} and single labels are valid syntax.
 *
 * @param did the DID
 * @param host domain name, lower case
 * @param port 1 to 65535, or null when the DID names none
 * @param path segments after the host, not empty strings, never {@code .} or {@code ..}
 */
public record DidWeb(Did did, String host, @Nullable Integer port, List<String> path) {

    /** Method name. */
    public static final String METHOD = "web";

    private static final int MAX_LENGTH = 2048;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

    /** Checks that the parts belong to the DID. */
    public DidWeb {
        Objects.requireNonNull(did, "did");
        path = List.copyOf(path);
        if (!did.value().equals(text(host, port, path))
                && !did.value().equals(text(host, port, path).replace("%3A", "%3a"))) {
            throw new DidSyntaxException("the parts do not belong to this did:web");
        }
    }

    /**
     * Takes a did:web apart.
     *
     * @throws DidSyntaxException if it is another method or breaks a rule of did:web
     */
    public static DidWeb parse(Did did) {
        if (!did.method().equals(METHOD)) {
            throw new DidSyntaxException("not a did:web");
        }
        if (did.value().length() > MAX_LENGTH) {
            throw new DidSyntaxException("a did:web has at most " + MAX_LENGTH + " characters");
        }
        List<String> parts = Arrays.asList(did.methodSpecificId().split(":", -1));
        String authority = parts.getFirst();
        int colon = authority.toLowerCase(Locale.ROOT).indexOf("%3a");
        String host = checkHost(colon < 0 ? authority : authority.substring(0, colon));
        Integer port = colon < 0 ? null : checkPort(authority.substring(colon + 3));
        List<String> path = new ArrayList<>();
        for (String segment : parts.subList(1, parts.size())) {
            path.add(checkSegment(segment));
        }
        return new DidWeb(did, host, port, path);
    }

    /**
     * Makes a did:web of its parts.
     *
     * @throws DidSyntaxException if a part breaks a rule of did:web
     */
    public static DidWeb of(String host, @Nullable Integer port, List<String> path) {
        return parse(new Did(text(host, port, path)));
    }

    /** Where its DID document is published; always https. */
    public URI documentUrl() {
        String folder = path.isEmpty() ? "/.well-known" : "/" + String.join("/", path);
        return URI.create("https://" + authority() + folder + "/did.json");
    }

    /** Host, with the port if the DID names one: {@code example.org:8443}. */
    public String authority() {
        return port == null ? host : host + ":" + port;
    }

    /** Whether an https URL has the host and port of this DID; no port means 443 on both sides. */
    public boolean sameOrigin(URI url) {
        return "https".equalsIgnoreCase(url.getScheme())
                && url.getRawUserInfo() == null
                && host.equalsIgnoreCase(url.getHost())
                && (url.getPort() < 0 ? 443 : url.getPort()) == (port == null ? 443 : port);
    }

    private static String text(String host, @Nullable Integer port, List<String> path) {
        StringBuilder text = new StringBuilder("did:web:").append(host);
        if (port != null) {
            text.append("%3A").append(port.intValue());
        }
        path.forEach(segment -> text.append(':').append(segment));
        return text.toString();
    }

    private static String checkHost(String host) {
        if (host.contains("%")) {
            throw new DidSyntaxException("a did:web host holds no percent-encoding but %3A before the port");
        }
        String[] labels = host.split("\\.", -1);
        if (NUMBER.matcher(labels[labels.length - 1]).matches()) {
            throw new DidSyntaxException("a did:web host is a domain name, not an IP address");
        }
        if (host.length() > 253
                || !Arrays.stream(labels).allMatch(label -> LABEL.matcher(label).matches())) {
            throw new DidSyntaxException("a did:web host is a domain name in lower case");
        }
        return host;
    }

    private static Integer checkPort(String text) {
        if (!PORT.matcher(text).matches() || Integer.parseInt(text) > 65535) {
            throw new DidSyntaxException("a did:web port is a number from 1 to 65535");
        }
        return Integer.valueOf(text);
    }

    private static String checkSegment(String segment) {
        if (segment.equals(".")
                || segment.equals("..")
                || !SEGMENT.matcher(segment).matches()) {
            throw new DidSyntaxException(
                    "a did:web path segment holds letters, digits, '.', '-' and '_' and is not '.' or '..'");
        }
        return segment;
    }
}
