// SPDX-License-Identifier: Apache-2.0
/** Log validity: one stream's hash chain, its signers, order and forks. */
@NullMarked
package io.notenboom.registry.stream;

import org.jspecify.annotations.NullMarked;
