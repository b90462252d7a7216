// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.gossip.testing.Hostile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every message is read as it was written, and whatever else comes is refused in the documented way and at a bounded cost. */
class GossipCodecPropertyTest {

    /** A tree of JSON nodes takes some dozens of times its text; more than that would be another kind of cost. */
    private static final long MOST_ALLOCATED = 128L * GossipLimits.MAX_BODY_BYTES;

    private static final List<Function<byte[], Object>> READERS = List.of(
            GossipCodec::readSyncRequest,
            GossipCodec::readSyncReply,
            GossipCodec::readStreamHead,
            GossipCodec::readEventSuffix,
            GossipCodec::readPushBatch,
            GossipCodec::readPushReply);

    @Provide
    Arbitrary<Digest> digests() {
        return Arbitraries.bytes().array(byte[].class).ofSize(Digest.BYTES).map(Digest::of);
    }

    @Provide
    Arbitrary<StreamEntry> entries() {
        Arbitrary<Long> sequences = Arbitraries.longs().between(0, StreamEntry.MAX_SEQUENCE);
        return Combinators.combine(digests(), sequences, digests(), Arbitraries.of(0, StreamEntry.FORKED))
                .as(StreamEntry::new);
    }

    @Provide
    Arbitrary<List<StreamEntry>> hints() {
        return entries().list().ofMaxSize(GossipLimits.MAX_HINTS);
    }

    @Provide
    Arbitrary<String> events() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('é', '\u20ac')
                .ofMinLength(1)
                .ofMaxLength(300);
    }

    @Provide
    Arbitrary<EventSuffix> suffixes() {
        Arbitrary<Long> sequences = Arbitraries.longs().between(0, StreamEntry.MAX_SEQUENCE - 1_000);
        return Combinators.combine(digests(), sequences, events().list().ofMaxSize(20), Arbitraries.of(true, false))
                .as((sid, from, events, more) ->
                        new EventSuffix(sid, from, events, more && !events.isEmpty() ? from + events.size() : null));
    }

    @Provide
    Arbitrary<List<Verdict>> verdicts() {
        Arbitrary<Verdict> held =
                Arbitraries.longs().between(0, StreamEntry.MAX_SEQUENCE).map(Verdict.Held::new);
        Arbitrary<Verdict> rejected = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars('-')
                .ofMinLength(1)
                .ofMaxLength(64)
                .map(Verdict.Rejected::new);
        Arbitrary<Verdict> plain = Arbitraries.of(new Verdict.Accepted(), new Verdict.Duplicate(), new Verdict.Fork());
        return Arbitraries.oneOf(held, rejected, plain).list().ofMinSize(1).ofMaxSize(GossipLimits.MAX_PUSH_EVENTS);
    }

    @Property(tries = 200)
    void syncsAndHeadsOfStreams(@ForAll("hints") List<StreamEntry> hints, @ForAll("entries") StreamEntry entry) {
        SyncRequest request = new SyncRequest(new SignedNodeHead("a.b.c"), hints);
        assertThat(GossipCodec.readSyncRequest(GossipCodec.write(request))).isEqualTo(request);
        SyncReply reply = new SyncReply(request.head(), hints);
        assertThat(GossipCodec.readSyncReply(GossipCodec.write(reply))).isEqualTo(reply);
        Optional<StreamEntry> head = Optional.of(entry);
        assertThat(GossipCodec.readStreamHead(GossipCodec.writeStreamHead(head)))
                .isEqualTo(head);
    }

    @Property(tries = 200)
    void suffixesAndPushes(@ForAll("suffixes") EventSuffix suffix, @ForAll("verdicts") List<Verdict> verdicts) {
        assertThat(GossipCodec.readEventSuffix(GossipCodec.write(suffix))).isEqualTo(suffix);
        if (!suffix.events().isEmpty()) {
            PushBatch push = new PushBatch(suffix.events());
            assertThat(GossipCodec.readPushBatch(GossipCodec.write(push))).isEqualTo(push);
        }
        PushReply reply = new PushReply(verdicts);
        assertThat(GossipCodec.readPushReply(GossipCodec.write(reply))).isEqualTo(reply);
    }

    private static void onlyRefused(Consumer<byte[]> reader, byte[] hostile) {
        try {
            reader.accept(hostile);
        } catch (MalformedMessageException refused) {
            assertThat(refused).hasMessageNotContaining("io.notenboom").hasNoCause();
        }
    }

    @Property
    void aMessageThatWasChangedIsReadOrRefused(
            @ForAll("hints") List<StreamEntry> hints,
            @ForAll("suffixes") EventSuffix suffix,
            @ForAll("verdicts") List<Verdict> verdicts,
            @ForAll long seed) {
        Random random = new Random(seed);
        List<byte[]> messages = List.of(
                GossipCodec.write(new SyncRequest(new SignedNodeHead("a.b.c"), hints)),
                GossipCodec.write(suffix),
                GossipCodec.write(new PushReply(verdicts)),
                GossipCodec.writeStreamHead(hints.stream().findFirst()));
        for (byte[] message : messages) {
            byte[] hostile = Hostile.mutated(message, random);
            READERS.forEach(reader -> onlyRefused(reader::apply, hostile));
        }
    }

    @Property
    void anythingElseIsRefused(@ForAll byte[] bytes, @ForAll String text) {
        READERS.forEach(reader -> {
            onlyRefused(reader::apply, bytes);
            onlyRefused(reader::apply, text.getBytes(StandardCharsets.UTF_8));
            onlyRefused(
                    reader::apply,
                    ("{\"events\":[" + text + "],\"seq\":" + text + "}").getBytes(StandardCharsets.UTF_8));
        });
    }

    /** As large as a body may be, and made of what takes most memory when it is read. */
    @Example
    void theWorstBodiesCostLittle() {
        List<String> worst = List.of(
                "{\"events\":[" + repeated("[],", "0") + "]}",
                "{\"events\":[" + repeated("{},", "0") + "]}",
                "{\"events\":[" + repeated("\"\",", "\"\"") + "]}",
                "{\"events\":[" + repeated("1,", "1") + "]}",
                "{\"events\":" + repeated("[", "") + "}",
                "{\"seq\":" + repeated("9", "") + "}",
                "{\"seq\":1e" + repeated("9", "") + "}",
                "{\"sid\":\"" + repeated("\\u0041", "") + "\"}",
                "{" + repeated("\"a\":1,", "\"b\":1") + "}");
        for (String text : worst) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            assertThat(body.length).isBetween(GossipLimits.MAX_BODY_BYTES - 64, GossipLimits.MAX_BODY_BYTES);
            READERS.forEach(reader -> Hostile.costsAtMost(MOST_ALLOCATED, () -> onlyRefused(reader::apply, body)));
        }
        byte[] tooLong = new byte[GossipLimits.MAX_BODY_BYTES + 1];
        READERS.forEach(reader -> Hostile.costsAtMost(64 * 1_024, () -> onlyRefused(reader::apply, tooLong)));
    }

    private static String repeated(String part, String last) {
        int room = GossipLimits.MAX_BODY_BYTES - 32 - last.length();
        return part.repeat(room / part.length()) + last;
    }

    @Property
    void prefixesInAPathAreReadAsTheyWereWrittenAndNothingElse(
            @ForAll @net.jqwik.api.constraints.StringLength(max = 200) String text, @ForAll long seed) {
        Random random = new Random(seed);
        List<String> prefixes = random.ints(
                        1 + random.nextInt(GossipLimits.MAX_TRIE_PAGES), 0, GossipLimits.MAX_PREFIX + 1)
                .mapToObj(length -> "0a9f".repeat(16).substring(0, length))
                .toList();
        assertThat(TriePage.ofPath(TriePage.pathOf(prefixes))).isEqualTo(prefixes);
        try {
            assertThat(TriePage.ofPath(text)).allMatch(TriePage::isPrefix);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("prefix");
        }
    }
}
