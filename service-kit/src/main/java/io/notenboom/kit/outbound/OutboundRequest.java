// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.outbound;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A request to a host that others chose. Unchangeable. */
public final class OutboundRequest {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]{0,16384}");

    private final String method;
    private final URI target;
    private final List<Map.Entry<String, String>> headers;
    private final byte[] body;
    private final boolean plain;

    private OutboundRequest(String method, URI target, List<Map.Entry<String, String>> headers, byte[] body) {
        this(method, target, headers, body, false);
    }

    private OutboundRequest(
            String method, URI target, List<Map.Entry<String, String>> headers, byte[] body, boolean plain) {
        this.method = method;
        this.target = Objects.requireNonNull(target, "target");
        this.headers = List.copyOf(headers);
        this.body = body;
        this.plain = plain;
    }

    /**
     * A GET of something that proves itself, such as a revocation list that its issuer signed: http will do, too, since that
     * is where authorities publish them. Whoever changes the answer gains nothing but that it is refused. Otherwise as {@link
     * #get}.
     */
    public static OutboundRequest getSigned(URI target) {
        return new OutboundRequest("GET", target, List.of(), new byte[0], true);
    }

    /** A GET; redirects are followed, and the same GET asked at the same time is sent once. */
    public static OutboundRequest get(URI target) {
        return new OutboundRequest("GET", target, List.of(), new byte[0]);
    }

    /** A POST without a body and without {@code Content-Type}; redirects are not followed. */
    public static OutboundRequest post(URI target) {
        return new OutboundRequest("POST", target, List.of(), new byte[0]);
    }

    /** A POST; redirects are not followed. */
    public static OutboundRequest post(URI target, String contentType, byte[] body) {
        return withBody("POST", target, contentType, body);
    }

    /** A POST of text in UTF-8. */
    public static OutboundRequest post(URI target, String contentType, String body) {
        return post(target, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A POST of a form ({@code application/x-www-form-urlencoded} in UTF-8); redirects are not followed. */
    public static OutboundRequest postForm(URI target, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return post(target, "application/x-www-form-urlencoded", body);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A request of any other method with a body; redirects are not followed. */
    public static OutboundRequest withBody(String method, URI target, String contentType, byte[] body) {
        return new OutboundRequest(method, target, List.of(), body.clone()).header("Content-Type", contentType);
    }

    /**
     * The same with one more header.
     *
     * @throws IllegalArgumentException when name or value could end the header early
     */
    public OutboundRequest header(String name, String value) {
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("header " + name + " has a malformed name or value");
        }
        List<Map.Entry<String, String>> more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new OutboundRequest(method, target, more, body, plain);
    }

    /** The same with an {@code Accept} header. */
    public OutboundRequest accept(String mediaTypes) {
        return header("Accept", mediaTypes);
    }

    /** The GET that a redirect leads to. Another origin gets no header but {@code Accept}. */
    OutboundRequest redirectedTo(URI location, boolean sameOrigin) {
        List<Map.Entry<String, String>> kept = headers.stream()
                .filter(header -> sameOrigin || header.getKey().equalsIgnoreCase("Accept"))
                .toList();
        return new OutboundRequest(method, location, kept, body, plain);
    }

    /** Method of the request. */
    public String method() {
        return method;
    }

    /** Where it goes. */
    public URI target() {
        return target;
    }

    /** Its headers, in order. */
    public List<Map.Entry<String, String>> headers() {
        return headers;
    }

    /** Its body, empty if there is none. */
    public byte[] body() {
        return body.clone();
    }

    boolean isGet() {
        return method.equals("GET");
    }

    /** Whether http to public addresses will do. */
    boolean plainWillDo() {
        return plain;
    }

    /** What makes two GETs the same. */
    Object flight() {
        return List.of(target, headers, plain);
    }
}
