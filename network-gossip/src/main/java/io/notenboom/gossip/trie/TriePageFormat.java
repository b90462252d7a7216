// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.trie;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.GossipLimits;
import io.notenboom.gossip.protocol.MalformedMessageException;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.TriePage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bytes of a page of the trie, which are those that its hash is over, so that a page proves itself. A leaf is
 * {@code 00} and its entries by SHA-256(sid), each sid (32) ‖ flags (1) ‖ seq (7, big endian) ‖ id (32); a branch is
 * {@code 01}, a bitmap (2, bit 15 − n for child n) and the hashes of the children that are there.
 *
 * <p>An answer has up to {@link GossipLimits#MAX_TRIE_PAGES} pages, each after its length in two bytes.
 */
public final class TriePageFormat {

    /** Bytes of an entry of a leaf. */
    public static final int ENTRY_BYTES = 72;

    private static final byte LEAF = 0;
    private static final byte BRANCH = 1;
    private static final int BRANCH_HEAD = 3;
    private static final int FAN_OUT = 16;
    private static final int FLAGS_SHIFT = 56;
    private static final long SEQUENCE = (1L << FLAGS_SHIFT) - 1;

    private TriePageFormat() {}

    /** The bytes of a leaf with these entries, which are in order. */
    public static byte[] leaf(List<StreamEntry> sorted) {
        ByteBuffer buffer = ByteBuffer.allocate(1 + sorted.size() * ENTRY_BYTES);
        buffer.put(LEAF);
        for (StreamEntry entry : sorted) {
            buffer.put(entry.sid().bytes());
            buffer.putLong(((long) entry.flags() << FLAGS_SHIFT) | entry.seq());
            buffer.put(entry.id().bytes());
        }
        return buffer.array();
    }

    /** The bytes of a branch with these children, by digit. */
    public static byte[] branch(Map<Integer, Digest> children) {
        ByteBuffer buffer = ByteBuffer.allocate(BRANCH_HEAD + children.size() * Digest.BYTES);
        int bitmap = 0;
        for (int digit : children.keySet()) {
            bitmap |= 1 << (FAN_OUT - 1 - digit);
        }
        buffer.put(BRANCH).putShort((short) bitmap);
        new TreeMap<>(children).values().forEach(hash -> buffer.put(hash.bytes()));
        return buffer.array();
    }

    /** The bytes of a page. */
    public static byte[] write(TriePage page) {
        return switch (page) {
            case TriePage.Leaf leaf -> leaf(leaf.entries());
            case TriePage.Branch branch -> branch(branch.children());
        };
    }

    /** Hash of a page. */
    public static Digest hash(TriePage page) {
        return Digest.sha256(write(page));
    }

    /** The bytes of an answer with these pages. */
    public static byte[] write(List<TriePage> pages) {
        List<byte[]> parts = pages.stream().map(TriePageFormat::write).toList();
        ByteBuffer buffer = ByteBuffer.allocate(
                parts.stream().mapToInt(part -> Short.BYTES + part.length).sum());
        parts.forEach(part -> buffer.putShort((short) part.length).put(part));
        return buffer.array();
    }

    /**
     * Reads an answer.
     *
     * @param prefixes the prefixes that were asked for, in the order of the pages
     * @throws MalformedMessageException if it has another form or another number of pages
     */
    public static List<TriePage> read(byte[] bytes, List<String> prefixes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        List<TriePage> pages = new ArrayList<>();
        for (String prefix : prefixes) {
            int length = buffer.remaining() < Short.BYTES ? -1 : buffer.getShort() & 0xffff;
            if (length < 1 || length > buffer.remaining()) {
                throw new MalformedMessageException("a page of the trie is missing or cut off");
            }
            pages.add(page(prefix, buffer.slice(buffer.position(), length)));
            buffer.position(buffer.position() + length);
        }
        if (buffer.hasRemaining()) {
            throw new MalformedMessageException("more pages of the trie than were asked for");
        }
        return pages;
    }

    private static TriePage page(String prefix, ByteBuffer page) {
        byte kind = page.get();
        try {
            return switch (kind) {
                case LEAF -> leaf(prefix, page);
                case BRANCH -> branch(prefix, page);
                default -> throw new MalformedMessageException("a page of the trie is a leaf or a branch");
            };
        } catch (IllegalArgumentException outOfRange) {
            throw new MalformedMessageException("a page of the trie has a value out of range");
        }
    }

    private static TriePage leaf(String prefix, ByteBuffer page) {
        if (page.remaining() % ENTRY_BYTES != 0) {
            throw new MalformedMessageException("a leaf of the trie has whole entries");
        }
        List<StreamEntry> entries = new ArrayList<>();
        while (page.hasRemaining()) {
            Digest sid = digest(page);
            long flagsAndSequence = page.getLong();
            int flags = (int) (flagsAndSequence >>> FLAGS_SHIFT);
            entries.add(new StreamEntry(sid, flagsAndSequence & SEQUENCE, digest(page), flags));
        }
        return new TriePage.Leaf(prefix, entries);
    }

    private static TriePage branch(String prefix, ByteBuffer page) {
        int bitmap = page.remaining() < Short.BYTES ? 0 : page.getShort() & 0xffff;
        if (page.remaining() != Integer.bitCount(bitmap) * Digest.BYTES) {
            throw new MalformedMessageException("a branch of the trie has one hash for each child");
        }
        Map<Integer, Digest> children = new TreeMap<>();
        for (int digit = 0; digit < FAN_OUT; digit++) {
            if ((bitmap & (1 << (FAN_OUT - 1 - digit))) != 0) {
                children.put(digit, digest(page));
            }
        }
        return new TriePage.Branch(prefix, children);
    }

    private static Digest digest(ByteBuffer page) {
        byte[] bytes = new byte[Digest.BYTES];
        page.get(bytes);
        return Digest.of(bytes);
    }
}
