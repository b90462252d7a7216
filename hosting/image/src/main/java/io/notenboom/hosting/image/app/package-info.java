// SPDX-License-Identifier: Apache-2.0
/** The command that builds images. */
@NullMarked
package io.notenboom.hosting.image.app;

import org.jspecify.annotations.NullMarked;
