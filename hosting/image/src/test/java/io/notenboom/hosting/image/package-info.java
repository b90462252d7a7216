// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.hosting.image;

import org.jspecify.annotations.NullMarked;
