// SPDX-License-Identifier: Apache-2.0
/** Signatures of events and what the signer's certificate may sign. */
@NullMarked
package io.notenboom.registry.verify;

import org.jspecify.annotations.NullMarked;
