// SPDX-License-Identifier: Apache-2.0
/** The decision log on disk: where it lies, how long it is kept, what reads it. */
@NullMarked
package io.notenboom.pdp.app.decisionlog;

import org.jspecify.annotations.NullMarked;
