// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.destination;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A store that speaks as much of S3 as backups need, path style, and accepts only requests whose signature (AWS Signature Version
 * 4, computed here from its specification) and hash of the body are right.
 */
final class S3StandIn implements AutoCloseable {

    static final String ACCESS_KEY = "backup-key";
    static final String SECRET_KEY = "a-secret-of-the-tests";
    static final String REGION = "eu-nl-1";
    static final String BUCKET = "backups";

    private static final int PAGE = 2;

    final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
    final Map<String, String> lockedUntil = new ConcurrentSkipListMap<>();
    volatile int refused;
    volatile int failNext;
    private final HttpServer server;

    S3StandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (!isSigned(exchange, body)) {
                refused++;
                error(exchange, 403, "SignatureDoesNotMatch");
            } else if (failNext > 0) {
                failNext--;
                error(exchange, 503, "SlowDown");
            } else {
                answer(exchange, body);
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void answer(HttpExchange exchange, byte[] body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String key = path.substring(Math.min(path.length(), ("/" + BUCKET + "/").length()));
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                objects.put(key, body);
                String until = exchange.getRequestHeaders().getFirst("x-amz-object-lock-retain-until-date");
                if (until != null) {
                    lockedUntil.put(key, until);
                }
                send(exchange, 200, new byte[0]);
            }
            case "GET" -> {
                if (key.isEmpty()) {
                    list(exchange);
                } else if (objects.containsKey(key)) {
                    send(exchange, 200, objects.get(key));
                } else {
                    error(exchange, 404, "NoSuchKey");
                }
            }
            case "DELETE" -> {
                objects.remove(key);
                send(exchange, 204, new byte[0]);
            }
            default -> error(exchange, 405, "MethodNotAllowed");
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange);
        String after = query.getOrDefault("continuation-token", "");
        List<String> keys = objects.keySet().stream()
                .filter(key -> key.startsWith(query.getOrDefault("prefix", "")) && key.compareTo(after) > 0)
                .limit(PAGE + 1)
                .toList();
        boolean more = keys.size() > PAGE;
        List<String> page = more ? keys.subList(0, PAGE) : keys;
        String contents = page.stream()
                .map(key -> "<Contents><Key>" + key + "</Key><Size>1</Size></Contents>")
                .collect(Collectors.joining());
        String next = more ? "<NextContinuationToken>" + page.getLast() + "</NextContinuationToken>" : "";
        send(
                exchange,
                200,
                ("<?xml version=\"1.0\"?><ListBucketResult><IsTruncated>" + more + "</IsTruncated>" + contents + next
                                + "</ListBucketResult>")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        send(
                exchange,
                status,
                ("<Error><Code>" + code + "</Code><Message>" + code + "</Message></Error>")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new TreeMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                query.put(
                        URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                        parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
            }
        }
        return query;
    }

    private static boolean isSigned(HttpExchange exchange, byte[] body) throws GeneralSecurityException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String claimed = exchange.getRequestHeaders().getFirst("x-amz-content-sha256");
        String date = exchange.getRequestHeaders().getFirst("x-amz-date");
        boolean ofBody = hex(sha256(body)).equals(claimed) || (body.length == 0 && "UNSIGNED-PAYLOAD".equals(claimed));
        if (authorization == null || date == null || !ofBody) {
            return false;
        }
        String day = date.substring(0, 8);
        String scope = day + "/" + REGION + "/s3/aws4_request";
        String names = between(authorization, "SignedHeaders=", ",");
        if (!authorization.startsWith("AWS4-HMAC-SHA256 Credential=" + ACCESS_KEY + "/" + scope + ",")
                || !Arrays.asList(names.split(";", -1))
                        .containsAll(List.of("host", "x-amz-content-sha256", "x-amz-date"))) {
            return false;
        }
        String headers = Arrays.stream(names.split(";", -1))
                .map(name ->
                        name + ":" + exchange.getRequestHeaders().getFirst(name).strip() + "\n")
                .collect(Collectors.joining());
        String canonical = String.join(
                "\n",
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                canonicalQuery(exchange),
                headers,
                names,
                claimed);
        String toSign = String.join(
                "\n", "AWS4-HMAC-SHA256", date, scope, hex(sha256(canonical.getBytes(StandardCharsets.UTF_8))));
        byte[] key = hmac(("AWS4" + SECRET_KEY).getBytes(StandardCharsets.UTF_8), day);
        key = hmac(hmac(hmac(key, REGION), "s3"), "aws4_request");
        return hex(hmac(key, toSign)).equals(between(authorization + ",", "Signature=", ","));
    }

    private static String canonicalQuery(HttpExchange exchange) {
        String raw = exchange.getRequestURI().getRawQuery();
        return raw == null
                ? ""
                : Arrays.stream(raw.split("&", -1))
                        .map(pair -> pair.contains("=") ? pair : pair + "=")
                        .sorted()
                        .collect(Collectors.joining("&"));
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }

    private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
