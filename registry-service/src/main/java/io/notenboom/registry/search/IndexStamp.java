// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

/**
 * Up to where in the node's log an index is complete.
 *
 * @param logIndex number of entries of the log that it covers
 * @param headsRoot root of the heads trie over the streams of those entries, fork flags left out; tells one log from another
 */
public record IndexStamp(long logIndex, String headsRoot) {}
