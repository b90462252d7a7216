// SPDX-License-Identifier: Apache-2.0
/** Flows: who may read what from whom, until when; the in-memory replica that decisions read. */
@NullMarked
package io.notenboom.pdp.flow;

import org.jspecify.annotations.NullMarked;
