// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GossipCodecTest {

    private static final Digest ONE = Digest.sha256(new byte[] {1});
    private static final Digest TWO = Digest.sha256(new byte[] {2});

    private static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void everyMessageIsReadAsItWasWritten() {
        SyncRequest request = new SyncRequest(
                new SignedNodeHead("a.b.c"), List.of(StreamEntry.of(ONE, 4, TWO), new StreamEntry(TWO, 0, TWO, 1)));
        assertThat(GossipCodec.readSyncRequest(GossipCodec.write(request))).isEqualTo(request);
        SyncReply reply = new SyncReply(request.head(), List.of());
        assertThat(GossipCodec.readSyncReply(GossipCodec.write(reply))).isEqualTo(reply);
        Optional<StreamEntry> head = Optional.of(new StreamEntry(ONE, 4, TWO, 1));
        assertThat(GossipCodec.readStreamHead(GossipCodec.writeStreamHead(head)))
                .isEqualTo(head);
        assertThat(GossipCodec.readStreamHead(GossipCodec.writeStreamHead(Optional.empty())))
                .isEmpty();
        EventSuffix suffix = new EventSuffix(ONE, 7, List.of("e.e.e"), 8L);
        assertThat(GossipCodec.readEventSuffix(GossipCodec.write(suffix))).isEqualTo(suffix);
        PushBatch push = new PushBatch(List.of("e.e.e", "f.f.f"));
        assertThat(GossipCodec.readPushBatch(GossipCodec.write(push))).isEqualTo(push);
        PushReply verdicts = new PushReply(List.of(
                new Verdict.Accepted(),
                new Verdict.Duplicate(),
                new Verdict.Held(3),
                new Verdict.Rejected("bad-signature"),
                new Verdict.Fork()));
        assertThat(GossipCodec.readPushReply(GossipCodec.write(verdicts))).isEqualTo(verdicts);
    }

    @Test
    void membersOfLaterVersionsAreIgnored() {
        assertThat(GossipCodec.readPushBatch(utf8("{\"events\":[\"e\"],\"later\":{}}"))
                        .events())
                .containsExactly("e");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"events\":[]}",
                "{\"events\":\"e\"}",
                "{\"events\":[1]}",
                "{\"events\":[null]}",
                "{\"events\":[\"e\"],\"events\":[\"f\"]}",
                "{\"events\":[\"e\"]} x"
            })
    void aPushThatIsNoneIsRefused(String json) {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> GossipCodec.readPushBatch(utf8(json)));
    }

    @Test
    void limitsHold() {
        List<String> tooMany = Collections.nCopies(GossipLimits.MAX_PUSH_EVENTS + 1, "\"e\"");
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> GossipCodec.readPushBatch(utf8("{\"events\":[" + String.join(",", tooMany) + "]}")));
        String tooLong = "e".repeat(GossipLimits.MAX_EVENT_CHARACTERS + 1);
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> GossipCodec.readPushBatch(utf8("{\"events\":[\"" + tooLong + "\"]}")));
        String entry = "{\"sid\":\"" + ONE + "\",\"seq\":-1,\"id\":\"" + TWO + "\"}";
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> GossipCodec.readSyncRequest(utf8("{\"head\":\"a.b.c\",\"hints\":[" + entry + "]}")));
    }
}
