/** Fashion-MNIST: reading, checking and shuffling its images and labels. */
package winnow.data;
