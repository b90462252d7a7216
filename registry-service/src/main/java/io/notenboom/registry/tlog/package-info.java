// SPDX-License-Identifier: Apache-2.0
/**
 * Transparency log: Merkle trees and proofs of RFC 6962 and RFC 9162, tiles, checkpoints and signed notes of C2SP. Knows no
 * event, file or network.
 */
@NullMarked
package io.notenboom.registry.tlog;

import org.jspecify.annotations.NullMarked;
