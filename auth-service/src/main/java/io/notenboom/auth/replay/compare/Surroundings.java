// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.compare;

import io.notenboom.auth.replay.node.RecordedHttp;
import io.notenboom.auth.replay.node.StatusListHistory;
import io.notenboom.auth.replay.recording.Recording;

/**
 * What is around the nodes in memory.
 *
 * @param recording the recording
 * @param http the other hosts
 * @param lists status lists by time
 * @param tokens the tokens that recorded nodes gave
 */
public record Surroundings(Recording recording, RecordedHttp http, StatusListHistory lists, GivenTokens tokens) {}
