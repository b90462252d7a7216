// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.node;

import io.notenboom.auth.replay.recording.RecordedExchange;
import io.notenboom.auth.replay.recording.Recording;
import io.notenboom.kit.outbound.OutboundHttp;
import io.notenboom.kit.outbound.OutboundOutcome;
import io.notenboom.kit.outbound.OutboundRequest;
import io.notenboom.kit.outbound.OutboundResponse;
import io.notenboom.trust.json.StrictJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Every other host, as the recording has it: what was answered to this call during the exchange that is replayed; else the
 * status list of that time, the node in memory that has the place of that host, or what was answered to the same GET at
 * another time. No call leaves the process.
 */
public final class RecordedHttp implements OutboundHttp {

    private final Recording recording;
    private final StatusListHistory lists;
    private final InstantSource clock;
    private final Function<String, Optional<ReplayNode>> nodes;
    private final List<SentRequest> sent = new ArrayList<>();
    private final Set<RecordedExchange> used = new HashSet<>();
    private final Set<String> secured = new HashSet<>();
    private @Nullable RecordedExchange current;

    /** @param nodes the node in memory at an origin */
    public RecordedHttp(
            Recording recording,
            StatusListHistory lists,
            InstantSource clock,
            Function<String, Optional<ReplayNode>> nodes) {
        this.recording = recording;
        this.lists = lists;
        this.clock = clock;
        this.nodes = nodes;
    }

    /** From now on calls belong to this exchange. */
    public synchronized void enter(@Nullable RecordedExchange exchange) {
        current = exchange;
        sent.clear();
        used.clear();
    }

    /**
     * Lets a host that was recorded over http be reached over https, as ours demands: its answers name it so.
     *
     * @param httpOrigin scheme, host and port as recorded
     */
    public synchronized void secure(String httpOrigin) {
        secured.add(httpOrigin);
    }

    /** A text of ours with such hosts named as recorded. */
    public synchronized String recorded(String text) {
        String recorded = text;
        for (String origin : secured) {
            recorded = recorded.replace(https(origin), origin);
        }
        return recorded;
    }

    private static String https(String httpOrigin) {
        return "https" + httpOrigin.substring("http".length());
    }

    /** What was sent since the exchange began. */
    public synchronized List<SentRequest> sent() {
        return List.copyOf(sent);
    }

    @Override
    public synchronized OutboundOutcome send(OutboundRequest request) {
        URI url = URI.create(recorded(request.target().toString()));
        sent.add(SentRequest.of(request, url));
        boolean get = request.method().equals("GET");
        Optional<OutboundOutcome> answer = recordedNow(request.method(), url);
        if (answer.isEmpty() && get) {
            answer = statusList(url)
                    .or(() -> inMemory(request))
                    .or(() -> recordedOnce(request.method(), url))
                    .or(() -> document(url));
        }
        return answer.orElseGet(() -> new OutboundOutcome.Failed(OutboundOutcome.Failure.CONNECTION));
    }

    private Optional<OutboundOutcome> recordedNow(String method, URI url) {
        RecordedExchange outer = current;
        if (outer == null) {
            return Optional.empty();
        }
        Optional<RecordedExchange> found = recording
                .all()
                .filter(exchange -> exchange.item().equals(outer.item())
                        && exchange.number() != outer.number()
                        && exchange.within(outer)
                        && isSame(exchange, method, url)
                        && !used.contains(exchange))
                .findFirst();
        found.filter(exchange -> !exchange.method().equals("GET")).ifPresent(used::add);
        return found.map(this::outcome);
    }

    private Optional<OutboundOutcome> recordedOnce(String method, URI url) {
        List<RecordedExchange> same = recording.exchanges().stream()
                .filter(exchange -> isSame(exchange, method, url) && exchange.successful())
                .toList();
        return same.stream()
                .filter(exchange -> !exchange.startedAt().isAfter(clock.instant()))
                .reduce((_, later) -> later)
                .or(() -> same.stream().findFirst())
                .map(this::outcome);
    }

    private static boolean isSame(RecordedExchange exchange, String method, URI url) {
        return exchange.method().equals(method) && exchange.url().equals(url);
    }

    private OutboundOutcome outcome(RecordedExchange exchange) {
        if (exchange.connectionClosed()) {
            return new OutboundOutcome.Failed(OutboundOutcome.Failure.CONNECTION);
        }
        byte[] body = exchange.responseBody();
        if (secured.contains(exchange.origin())) {
            body = exchange.responseText()
                    .replace(exchange.origin(), https(exchange.origin()))
                    .getBytes(StandardCharsets.UTF_8);
        }
        return OutboundResponse.of(exchange.url(), exchange.status(), exchange.responseHeaders(), body);
    }

    private Optional<OutboundOutcome> statusList(URI url) {
        return lists.at(url, clock.instant()).map(text -> json(url, text));
    }

    /** Status lists of a node in memory are not signed with the recorded key, so they are of no use here. */
    private Optional<OutboundOutcome> inMemory(OutboundRequest request) {
        URI url = request.target();
        if (String.valueOf(url.getPath()).contains("/statuslist/")) {
            return Optional.empty();
        }
        return nodes.apply(url.getScheme() + "://" + url.getRawAuthority())
                .map(node -> node.publicAnswer(RouteRequest.of(request)))
                .filter(RouteAnswer::successful)
                .map(answer -> OutboundResponse.of(
                        url,
                        answer.status(),
                        List.copyOf(answer.headers().entrySet()),
                        StrictJson.write(answer.body())));
    }

    /** The DID document that would be at this address, from the files of the recording. */
    private Optional<OutboundOutcome> document(URI url) {
        String path = Objects.requireNonNullElse(url.getRawPath(), "");
        if (!path.endsWith("/did.json")) {
            return Optional.empty();
        }
        String host = url.getPort() < 0 ? url.getHost() : url.getHost() + "%3A" + url.getPort();
        String inner = path.substring(0, path.length() - "/did.json".length());
        String did = "did:web:" + host + (inner.equals("/.well-known") ? "" : inner.replace('/', ':'));
        return recording.documents().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .filter(text -> text.contains("\"verificationMethod\"") && text.contains("\"" + did + "\""))
                .findFirst()
                .map(text -> json(url, text));
    }

    private static OutboundOutcome json(URI url, String text) {
        return OutboundResponse.of(
                url,
                200,
                List.of(Map.entry("Content-Type", "application/json")),
                text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        // there is no connection
    }
}
