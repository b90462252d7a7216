// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.replay.compare.AnswerCheck;
import io.notenboom.auth.replay.compare.Findings;
import io.notenboom.auth.replay.compare.Operation;
import io.notenboom.auth.replay.compare.ReplayedExchange;
import io.notenboom.auth.replay.node.ReplayNode;
import io.notenboom.auth.replay.node.RouteAnswer;
import io.notenboom.auth.replay.node.RouteRequest;
import io.notenboom.auth.replay.node.SentRequest;
import io.notenboom.auth.replay.recording.RecordedExchange;
import io.notenboom.auth.replay.signed.SignatureCheck;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replays one exchange after the other, at the time that it was recorded. */
final class ExchangeReplay {

    private static final Pattern HTTP_SERVER = Pattern.compile("(http://[^/?#]+).*");

    private final World world;
    private final Newcomers newcomers;
    private final OutgoingCheck outgoing;

    ExchangeReplay(World world) {
        this.world = world;
        this.newcomers = new Newcomers(world);
        this.outgoing = new OutgoingCheck(world.recording());
    }

    void replay(RecordedExchange exchange, Findings findings) {
        world.clock().set(exchange.startedAt());
        newcomers.before(exchange);
        Optional<ReplayNode> internal = world.internally(exchange);
        Optional<ReplayNode> node = internal.or(() -> world.publicly(exchange));
        if (node.isPresent()) {
            replay(exchange, node.get(), Operation.of(exchange, internal.isPresent()), findings);
        } else if (!isCaused(exchange)) {
            findings.undecided("exchange " + exchange.number() + ": no configuration tells which node "
                    + exchange.origin() + " is");
        }
        world.http().enter(null);
        ReplayNode verifier = node.orElseGet(() -> world.nodes().iterator().next());
        new SignatureFindings(new SignatureCheck(verifier.resolver()), exchange, findings).verify();
    }

    /** Whether it lies within another exchange of its item: then it is compared with what ours sends there. */
    private boolean isCaused(RecordedExchange exchange) {
        return world.recording()
                .all()
                .anyMatch(other -> other.item().equals(exchange.item())
                        && other.number() < exchange.number()
                        && exchange.within(other));
    }

    private void replay(RecordedExchange exchange, ReplayNode node, Operation operation, Findings findings) {
        if (operation == Operation.HEALTH || operation == Operation.OPENID_CONFIGURATION) {
            MachineAnswers.check(exchange, operation, findings);
            return;
        }
        if (operation == Operation.DISCOVERY_CLIENT && exchange.method().equals("GET")) {
            world.http().enter(null);
            node.followDiscovery();
        }
        world.http().enter(exchange);
        RouteRequest request = request(exchange, operation, findings);
        RouteAnswer ours =
                world.internally(exchange).isPresent() ? node.internalAnswer(request) : node.publicAnswer(request);
        List<SentRequest> sent = world.http().sent();
        if (operation == Operation.OTHER && ours.status() == 404 && exchange.status() != 404) {
            findings.undecided("exchange " + exchange.number() + ": ours has no call " + exchange.method() + " "
                    + exchange.url().getPath());
            return;
        }
        ReplayedExchange replayed = new ReplayedExchange(exchange, operation, ours, node, world.surroundings());
        AnswerCheck.check(replayed, findings);
        outgoing.check(replayed, sent, findings);
        if (exchange.successful() && ours.successful()) {
            adopt(replayed).ifPresent(problem -> findings.problem("exchange " + exchange.number() + ": " + problem));
        }
    }

    /** Ours asks authorization servers over https only, so one that was recorded over http is given another address. */
    private RouteRequest request(RecordedExchange exchange, Operation operation, Findings findings) {
        Matcher server = HTTP_SERVER.matcher(
                exchange.question().path("authorization_server").asText());
        if (operation != Operation.WALLET_TOKEN || !server.matches()) {
            return RouteRequest.of(exchange);
        }
        world.http().secure(server.group(1));
        findings.differs("ours asks authorization servers over https only; this one was replayed as if it had https");
        String body = exchange.requestText()
                .replace(server.group(1), "https" + server.group(1).substring(4));
        return RouteRequest.of(exchange).withBody(body);
    }

    private static Optional<String> adopt(ReplayedExchange replayed) {
        JsonNode ours = replayed.ours().body();
        JsonNode theirs = replayed.theirs();
        ReplayNode node = replayed.node();
        return switch (replayed.operation()) {
            case SUBJECT_CREATE -> node.adoption().subject(ours.path("subject").asText(), theirs);
            case KEY_ADD -> node.adoption().key(ours.path(0), theirs.path(0));
            case ISSUE -> node.adoption().credential(ours, theirs);
            case TOKEN -> {
                node.adoption()
                        .token(
                                ours.path("access_token").asText(),
                                theirs.path("access_token").asText());
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }
}
