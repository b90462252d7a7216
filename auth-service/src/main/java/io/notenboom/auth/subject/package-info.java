// SPDX-License-Identifier: Apache-2.0
/** Subjects of this node and the DIDs they own. */
@NullMarked
package io.notenboom.auth.subject;

import org.jspecify.annotations.NullMarked;
